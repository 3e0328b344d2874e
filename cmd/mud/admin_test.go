package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAdminBesideTheGame holds over two processes what admins of other servers
// suffer from: scripts that do not come to an end leave the old ones in place
// and are told to who asked (row 14 of the users' pains), a reload waits for
// nobody's slow request and that is answered (row 15), and what an admin
// changes is there in the game at once (row 41).
func TestAdminBesideTheGame(t *testing.T) {
	dir := arena(t, "")
	p := start(t, dir)
	defer p.kill(t)
	ann := enter(t, p.telnet, "Ann", true)

	endless := filepath.Join(dir, "scripts", "arena", "lib", "endless.lua")
	write(t, endless, "while true do end\n")
	cmd := mud(t.Context(), dir, "reload")
	begun := time.Now()
	out, _ := cmd.CombinedOutput()
	if text := string(out); cmd.ProcessState.ExitCode() != 1 || !strings.Contains(text, "arena/lib/endless.lua:1") {
		t.Errorf("mud reload of an endless file: exit code %d\n%s", cmd.ProcessState.ExitCode(), text)
	}
	must(t, ann.Type("say still the old ones"), ann.See(`You say, "still the old ones"`))
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("that took %s", took)
	}
	write(t, endless, "return {}\n")

	answered := slowRequest(t, p)
	out, err := mud(t.Context(), dir, "reload").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Generation 2") {
		t.Errorf("mud reload during a slow request: %v\n%s", err, out)
	}
	if err := answered(); err != nil {
		t.Errorf("the slow request: %v", err)
	}

	cmd = mud(t.Context(), dir, "admin", "create", "Ann")
	cmd.Stdin = strings.NewReader("correct-horse-9\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("mud admin create: %v\n%s", err, out)
	}
	must(t, ann.Type("@lua 20 + 22"), ann.See("= 42"))
}

// slowRequest begins a request to the admin address; the function that it
// returns ends it, and tells how it was answered.
func slowRequest(t *testing.T, p *process) (finish func() error) {
	t.Helper()
	body, slow := io.Pipe()
	answered := make(chan error, 1)
	go func() {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+p.admin+"/reload", body)
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
	if _, err := io.Copy(slow, strings.NewReader("a=")); err != nil { // it has begun
		t.Fatal(err)
	}
	return func() error {
		_ = slow.Close()
		return <-answered
	}
}
