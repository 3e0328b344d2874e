package server

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"mud/engine"
	"mud/sessions/link"
	"mud/sessions/wire"
)

// handled waits until the Server has acted on all that a Portal sent.
func handled(t *testing.T, portal link.Conn) {
	t.Helper()
	send(t, portal, wire.Call{})
	if m, ok := next(t, portal).(wire.Answer); !ok {
		t.Fatalf("it answered a call with %v", m)
	}
}

// got is what the world has been told so far.
func got(events chan engine.Event) (all []engine.Event) {
	for len(events) > 0 {
		all = append(all, <-events)
	}
	return all
}

// The lines of one Portal wait until the others that an earlier Server had are
// back, as they may speak to those who are there; connections are known before.
func TestLinesWaitForOtherPortals(t *testing.T) {
	far := wire.FirstSessid(2)
	come := func(t *testing.T) (first, second link.Conn, events chan engine.Event) {
		s, first, events := run(t)
		s.Await([]int64{far, far + 1, 1, wire.FirstSessid(16)})
		send(t, first, wire.Introduced{})
		last := attach(t, s, wire.Hello{Version: wire.Version, Portal: 16, Run: "p"})
		send(t, last, wire.Connect{Sessid: wire.FirstSessid(16)})
		send(t, last, wire.Introduced{})
		handled(t, last)
		send(t, first, wire.Connect{Sessid: 1})
		send(t, first, wire.Input{Sessid: 1, Seq: 1, Text: "say hello"})
		send(t, first, wire.Disconnect{Sessid: 1})
		handled(t, first)
		if all := got(events); len(all) != 4 || !reflect.DeepEqual(all[3], engine.Connected{Sessid: 1}) {
			t.Fatalf("the world was told %v", all)
		}
		return first, attach(t, s, wire.Hello{Version: wire.Version, Portal: 2, Run: "b"}), events
	}
	line, end := engine.Input{Sessid: 1, Seq: 1, Text: "say hello"}, engine.Disconnected{Sessid: 1}
	t.Run("the last one comes", func(t *testing.T) {
		_, second, events := come(t)
		send(t, second, wire.Connect{Sessid: far})
		send(t, second, wire.Introduced{})
		send(t, second, wire.Ready{Sessid: far})
		handled(t, second)
		want := []engine.Event{
			engine.Connected{Sessid: far}, engine.Present{First: far, Last: wire.FirstSessid(3) - 1, Sessids: []int64{far}},
			line, end, engine.Ready{Sessid: far},
		}
		if all := got(events); !reflect.DeepEqual(all, want) {
			t.Errorf("the world was told %v, want %v", all, want)
		}
	})
	t.Run("it does not come", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, _, events := come(t)
			time.Sleep(gatherTime)
			synctest.Wait()
			if all := got(events); !reflect.DeepEqual(all, []engine.Event{line, end}) {
				t.Errorf("the world was told %v", all)
			}
		})
	})
}

// The sessions of a Portal that does not come back within its time are over;
// those of one that does are not.
func TestLostPortal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, first, events := run(t)
		send(t, first, wire.Introduced{})
		second := attach(t, s, wire.Hello{Version: wire.Version, Portal: 2, Run: "b"})
		send(t, second, wire.Introduced{})
		time.Sleep(2 * lostTime)
		synctest.Wait()
		_ = got(events) // of Portals that an earlier Server may have had
		_, _ = first.Close(), second.Close()
		time.Sleep(lostTime - time.Second)
		attach(t, s, wire.Hello{Version: wire.Version, Portal: 1, Run: "a"})
		if all := got(events); all != nil {
			t.Fatalf("sessions were ended early: %v", all)
		}
		time.Sleep(lostTime)
		synctest.Wait()
		want := []engine.Event{engine.Present{First: wire.FirstSessid(2), Last: wire.FirstSessid(3) - 1}}
		if all := got(events); !reflect.DeepEqual(all, want) {
			t.Errorf("the world was told %v, want %v", all, want)
		}
	})
}

// A Server that goes takes no Portal in, which would tell its players that the
// game is back.
func TestLeavingServer(t *testing.T) {
	s, first, _ := run(t)
	s.Leave(wire.Leave{})
	if m := next(t, first); m != (wire.Leave{}) {
		t.Errorf("the portal was told %v", m)
	}
	portal, end := link.Pipe()
	send(t, portal, wire.Hello{Version: wire.Version, Portal: 2, Run: "b"})
	if err := s.Serve(t.Context(), end); err != nil {
		t.Errorf("Serve said %v", err)
	}
	_ = end.Close()
	if m, err := portal.Recv(t.Context()); err == nil {
		t.Errorf("the late portal was told %v", m)
	}
}
