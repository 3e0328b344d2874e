package portal

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"mud/sessions/wire"
)

// TestNobodyHearsAnother connects and disconnects 10,000 clients while the
// Server says something to sessions old and new, in the order of a fixed seed:
// each client hears only what was meant for its own session, also when it has
// the place and the address of one that has left (row 2 of the users' pains).
func TestNobodyHearsAnother(t *testing.T) {
	w := open(t, Options{MaxSessions: 1000, MaxSessionsPerIP: 1000, ConnectionRate: 1e9})
	go drain(w)
	type guest struct {
		client  *fakeClient
		session Session
	}
	var here []guest
	var last int64
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[int64]bool{}
	leave := func(g guest) {
		g.session.Gone("left")
		g.client.mu.Lock()
		defer g.client.mu.Unlock()
		for _, p := range g.client.parts {
			if p.Text != fmt.Sprint("for ", g.session.ID()) {
				t.Fatalf("session %d heard %q", g.session.ID(), p.Text)
			}
		}
	}
	for range 10_000 {
		c := &fakeClient{}
		s := w.connect(c, fmt.Sprintf("192.0.2.%d", r.IntN(4)))
		if last = s.ID(); seen[last] {
			t.Fatalf("number %d is given twice", last)
		}
		seen[last] = true
		here = append(here, guest{c, s})
		for range 3 {
			id := 1 + r.Int64N(last+2)
			w.send(wire.Output{Sessid: id, Parts: []wire.Part{{Text: fmt.Sprint("for ", id)}}})
		}
		if len(here) > 50 {
			at := r.IntN(len(here))
			leave(here[at])
			here[at] = here[len(here)-1]
			here = here[:len(here)-1]
		}
	}
	final := here[len(here)-1]
	w.send(wire.Output{Sessid: final.session.ID(), Parts: []wire.Part{{Text: fmt.Sprint("for ", final.session.ID())}}})
	until(t, final.client, "the last text", func() bool { return len(final.client.parts) > 0 })
	heard := 0
	for _, g := range here {
		heard += len(g.client.parts)
		leave(g)
	}
	if heard == 0 {
		t.Error("nobody heard anything")
	}
}

// drain takes what the Portal tells, so that nothing waits for it.
func drain(w *world) {
	for {
		if _, err := w.server.Recv(w.t.Context()); err != nil {
			return
		}
	}
}
