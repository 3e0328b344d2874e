package portalhalf

import (
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"mud/sessions/portal"
)

// TestStatusOnceASecond: however often strangers ask for the first page and for
// MSSP, the sessions are walked once a second.
func TestStatusOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, err := New(Options{Options: portal.Options{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}})
		if err != nil {
			t.Fatal(err)
		}
		walks := 0
		h.status = sparingly(time.Second, func() portal.Status { walks++; return portal.Status{Players: []string{"Ann"}} })
		online := h.webOptions().Online
		for want := 1; want <= 2; want++ {
			for range 10 {
				if page, list := online(), h.mssp()[0]; len(page) != 1 || list.Values[0] != "1" {
					t.Fatalf("the page is told of %v, a crawler %v", page, list)
				}
			}
			if walks != want {
				t.Errorf("the sessions are walked %d times, want %d", walks, want)
			}
			time.Sleep(time.Second)
		}
	})
}
