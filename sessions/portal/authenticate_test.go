package portal

import (
	"context"
	"errors"
	"strings"
	"testing"

	"mud/sessions/wire"
)

// TestAuthenticate: the question goes to the Server, and its answer back to
// who asked.
func TestAuthenticate(t *testing.T) {
	w := open(t, Options{})
	go func() {
		for {
			m, err := w.server.Recv(context.Background())
			if err != nil {
				return
			}
			if q, ok := m.(wire.Authenticate); ok {
				a := wire.Authenticated{ID: q.ID, Reason: "Wrong."}
				if q.Password == "right" {
					a.Account = 7
				}
				_ = w.server.Send(wire.Authenticated{ID: q.ID + 1000}) // of nobody's question
				_ = w.server.Send(a)
				_ = w.server.Send(a) // once too often
			}
		}
	}()
	if id, err := w.portal.Authenticate(t.Context(), wire.Authenticate{Password: "right"}); id != 7 || err != nil {
		t.Errorf("the right password: %d, %v", id, err)
	}
	if id, err := w.portal.Authenticate(t.Context(), wire.Authenticate{Password: "x"}); id != 0 || err == nil || !strings.Contains(err.Error(), "Wrong.") {
		t.Errorf("a wrong one: %d, %v", id, err)
	}
	w.detach()
	if _, err := w.portal.Authenticate(t.Context(), wire.Authenticate{Password: "right"}); !errors.Is(err, ErrAway) {
		t.Errorf("without a Server: %v", err)
	}
}

// TestAuthenticateWaits no longer than it may.
func TestAuthenticateWaits(t *testing.T) {
	w := open(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.portal.Authenticate(ctx, wire.Authenticate{}); !errors.Is(err, ErrAway) {
		t.Errorf("it says %v", err)
	}
}
