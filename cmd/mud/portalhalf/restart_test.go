package portalhalf_test

import (
	"context"
	"log/slog"
	"testing"

	"mud/cmd/mud/portalhalf"
	"mud/sessions/link"
	"mud/sessions/portal"
	"mud/sessions/wire"
)

// greet is a Server that a Half has taken.
func greet(t *testing.T, h *portalhalf.Half) link.Conn {
	t.Helper()
	attached := h.NextServer()
	a, b := link.Pipe()
	done := make(chan error, 1)
	go func() { done <- h.Serve(t.Context(), a) }()
	t.Cleanup(func() {
		_ = b.Close()
		if err := <-done; err != nil {
			t.Errorf("the half's side of the link ended with %v", err)
		}
	})
	if err := b.Send(wire.Hello{Version: wire.Version}); err != nil {
		t.Fatal(err)
	}
	<-attached
	return b
}

// TestRestartWithoutAnAnswer: a Server that has gone before its answer to the
// order left was restarted all the same.
func TestRestartWithoutAnAnswer(t *testing.T) {
	h, err := portalhalf.New(portalhalf.Options{
		Options: portal.Options{DataDir: t.TempDir(), Log: slog.New(slog.NewTextHandler(t.Output(), nil))},
		Admin:   "127.0.0.1:0",
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- h.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ran; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	})
	server := greet(t, h)
	type answer struct {
		text string
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		text, err := portalhalf.Ask(t.Context(), "POST", h.AdminAddr(), "/restart", nil)
		answered <- answer{text, err}
	}()
	for {
		m, err := server.Recv(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := m.(wire.Call); ok && c.Path == "/restart" {
			break
		}
	}
	_ = server.Close()
	greet(t, h)
	if a := <-answered; a.err != nil || a.text != "A new server runs.\n" {
		t.Errorf("the restart was answered %q, %v", a.text, a.err)
	}
}
