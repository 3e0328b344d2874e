package scene_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestReloadDuringASlowRequest: somebody who sends a request to the admin
// address byte by byte holds up no reload, and is answered afterwards (row 15).
func TestReloadDuringASlowRequest(t *testing.T) {
	w := start(t)
	body, slow := io.Pipe()
	answered := make(chan error, 1)
	go func() {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+w.Admin()+"/reload", body)
		if err != nil {
			answered <- err
			return
		}
		req.Header.Set("X-Mud-Admin", "1")
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := http.DefaultClient.Do(req)
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
		}
		answered <- err
	}()
	if _, err := io.Copy(slow, strings.NewReader("a=")); err != nil { // the request has begun
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if report, err := w.Engine().Reload(ctx, "a test"); err != nil || !strings.Contains(report, "Generation") {
		t.Errorf("reloaded: %q, %v", report, err)
	}
	must(t, slow.Close())
	if err := <-answered; err != nil {
		t.Errorf("the slow request: %v", err)
	}
}
