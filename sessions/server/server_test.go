package server

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"mud/engine"
	"mud/engine/outbox"
	"mud/sessions/link"
	"mud/sessions/wire"
)

// run starts a Server with one Portal, which is the test.
func run(t *testing.T) (s *Server, portal link.Conn, events chan engine.Event) {
	t.Helper()
	s, events = alone(t)
	return s, attach(t, s, wire.Hello{Version: wire.Version, Portal: 1, Run: "a"}), events
}

// alone is a Server without Portals.
func alone(t *testing.T) (s *Server, events chan engine.Event) {
	t.Helper()
	events = make(chan engine.Event, 100)
	s = New(Options{
		Build: "test", Post: func(ev engine.Event) { events <- ev }, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Answer: func(_ context.Context, c wire.Call) wire.Answer {
			return wire.Answer{Status: 200, Body: []byte(c.Method + " " + c.Path + " " + c.Form)}
		},
	})
	return s, events
}

// attach is a Portal that greets a Server.
func attach(t *testing.T, s *Server, hello wire.Hello) link.Conn {
	t.Helper()
	portal, _ := attachTo(t, s, hello)
	return portal
}

// attachTo is attach with what the Portal is sent first.
func attachTo(t *testing.T, s *Server, hello wire.Hello) (_ link.Conn, first []wire.Message) {
	t.Helper()
	portal, end := link.Pipe()
	done := make(chan error, 1)
	go func() { done <- s.Serve(context.Background(), end) }()
	t.Cleanup(func() {
		_ = portal.Close()
		if err := <-done; err != nil {
			t.Errorf("Serve ended with %v", err)
		}
	})
	send(t, portal, hello)
	if m := next(t, portal); m != (wire.Hello{Version: wire.Version, Build: "test"}) {
		t.Fatalf("it greeted with %v", m)
	}
	send(t, portal, wire.Call{}) // it greets before it takes the Portal in, and answers calls after that
	for {
		m := next(t, portal)
		if _, ok := m.(wire.Answer); ok {
			return portal, first
		}
		first = append(first, m)
	}
}

func send(t *testing.T, c link.Conn, m wire.Message) {
	t.Helper()
	if err := c.Send(m); err != nil {
		t.Fatal(err)
	}
}

func next(t *testing.T, c link.Conn) wire.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	m, err := c.Recv(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Each message of the Portal becomes its event, in order; what is unknown is
// passed over.
func TestMessagesBecomeEvents(t *testing.T) {
	_, portal, events := run(t)
	now := time.Now()
	for _, c := range []struct {
		message wire.Message
		event   engine.Event
	}{
		{wire.Connect{Sessid: 7, Address: "192.0.2.1", Protocol: "telnet", Flags: wire.Flags{"ANSI": true}, Time: now, Blob: []byte("x"), Again: true},
			engine.Connected{Sessid: 7, Address: "192.0.2.1", Protocol: "telnet", Flags: map[string]any{"ANSI": true}, Since: now, State: []byte("x"), Again: true}},
		{wire.Ready{Sessid: 7}, engine.Ready{Sessid: 7}},
		{wire.Close{Sessid: 7}, nil}, // a Portal does not say that
		{wire.Input{Sessid: 7, Seq: 3, Text: "look"}, engine.Input{Sessid: 7, Seq: 3, Text: "look"}},
		{wire.SetFlags{Sessid: 7, Flags: wire.Flags{"SCREENWIDTH": 80}}, engine.FlagsChanged{Sessid: 7, Flags: map[string]any{"SCREENWIDTH": 80}}},
		{wire.OOBInput{Sessid: 7, Name: "echo", Data: []byte(`1`)}, engine.OOB{Sessid: 7, Name: "echo", Data: []byte(`1`)}},
		{wire.Disconnect{Sessid: 7, Reason: "gone"}, engine.Disconnected{Sessid: 7, Reason: "gone"}},
	} {
		if err := portal.Send(c.message); err != nil {
			t.Fatal(err)
		}
		if c.event == nil {
			continue
		}
		if got := <-events; !reflect.DeepEqual(got, c.event) {
			t.Errorf("%#v became %#v", c.message, got)
		}
	}
}

// What a step said goes out as flags, texts with the acknowledgement, and the
// end, in this order.
func TestDeliver(t *testing.T) {
	s, portal, _ := run(t)
	s.Deliver(0, []outbox.Out{
		{Sessid: 1, Ack: 4, Parts: []outbox.Part{
			{Kind: outbox.Mask, On: true}, {Text: "hi", Type: "say", Raw: true, NoColor: true}, {Kind: outbox.OOB, Name: "Char", Data: json.RawMessage("1")}, {Kind: outbox.Prompt, Text: "> "}},
			Flags: map[string]any{"ANSI": false}, Login: &outbox.Login{Account: 5, Name: "Ann"}, Close: true, Reason: "bye", State: []byte("state")},
		{Sessid: 2},         // nothing to say
		{Sessid: 3, Ack: 9}, // an acknowledgement alone
	})
	for _, want := range []wire.Message{
		wire.State{Sessid: 1, Blob: []byte("state")},
		wire.SetFlags{Sessid: 1, Flags: wire.Flags{"ANSI": false}},
		wire.LoggedIn{Sessid: 1, Account: 5, Name: "Ann"},
		wire.Output{Sessid: 1, Ack: 4, Parts: []wire.Part{
			{Kind: wire.Mask, On: true}, {Text: "hi", Type: "say", Raw: true, NoColor: true}, {Kind: wire.OOB, Name: "Char", Data: json.RawMessage("1")}, {Kind: wire.Prompt, Text: "> "}}},
		wire.Close{Sessid: 1, Reason: "bye"},
		wire.Output{Sessid: 3, Ack: 9, Parts: []wire.Part{}},
	} {
		if got := next(t, portal); !reflect.DeepEqual(got, want) {
			t.Errorf("it sent %#v, want %#v", got, want)
		}
	}
}

// What a Portal did not name when it introduced its connections is over, in
// its own numbers only.
func TestIntroduction(t *testing.T) {
	s, first, events := run(t)
	send(t, first, wire.Connect{Sessid: 9})
	send(t, first, wire.Connect{Sessid: 4})
	send(t, first, wire.Introduced{})
	<-events
	<-events
	if got := (<-events).(engine.Present); !reflect.DeepEqual(got, engine.Present{First: 1, Last: wire.FirstSessid(2) - 1, Sessids: []int64{4, 9}}) {
		t.Errorf("the first portal's introduction became %v", got)
	}
	second := attach(t, s, wire.Hello{Version: wire.Version, Portal: 2, Run: "b"})
	send(t, second, wire.Introduced{})
	if got := (<-events).(engine.Present); got.First != wire.FirstSessid(2) || got.Last != wire.FirstSessid(3)-1 || got.Sessids != nil {
		t.Errorf("the second portal's introduction became %v", got)
	}
	s.Deliver(0, []outbox.Out{{Sessid: wire.FirstSessid(2) + 5, Ack: 1}, {Sessid: 4, Ack: 2}})
	if m := next(t, first).(wire.Output); m.Sessid != 4 {
		t.Errorf("the first portal was sent %v", m)
	}
	if m := next(t, second).(wire.Output); m.Sessid != wire.FirstSessid(2)+5 {
		t.Errorf("the second portal was sent %v", m)
	}
}

// A Portal that comes back takes the place of its old link, which may not yet
// be known to be dead; another of the same number is not let in.
func TestPortalsOfOneNumber(t *testing.T) {
	s, first, _ := run(t)
	portal, end := link.Pipe()
	send(t, portal, wire.Hello{Version: wire.Version, Portal: 1, Run: "another"})
	if err := s.Serve(t.Context(), end); err == nil || !strings.Contains(err.Error(), "give each its own [portal] number") {
		t.Errorf("Serve said %v", err)
	}
	again := attach(t, s, wire.Hello{Version: wire.Version, Portal: 1, Run: "a"})
	if m, err := first.Recv(t.Context()); !errors.Is(err, link.ErrClosed) {
		t.Errorf("the old link got %v (%v)", m, err)
	}
	s.Deliver(0, []outbox.Out{{Sessid: 4, Ack: 2}})
	if m := next(t, again).(wire.Output); m.Sessid != 4 {
		t.Errorf("it was sent %v", m)
	}
	s.Leave(wire.Leave{Reason: "bye", Asker: 4})
	if m := next(t, again); m != (wire.Leave{Reason: "bye", Asker: 4}) {
		t.Errorf("the last message is %v", m)
	}
}

func TestAdminCalls(t *testing.T) {
	_, portal, _ := run(t)
	send(t, portal, wire.Call{ID: 7, Method: "POST", Path: "/reload", Form: "a=b"})
	if a := next(t, portal).(wire.Answer); a.ID != 7 || string(a.Body) != "POST /reload a=b" {
		t.Errorf("the answer is %v", a)
	}
}

func TestVersionsOfTheLink(t *testing.T) {
	portal, end := link.Pipe()
	send(t, portal, wire.Hello{Version: wire.Version + 1})
	err := New(Options{Log: slog.Default()}).Serve(t.Context(), end)
	if err == nil || !strings.Contains(err.Error(), "use the same build for both") {
		t.Errorf("Serve said %v", err)
	}
}
