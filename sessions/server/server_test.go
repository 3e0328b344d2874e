package server

import (
	"context"
	"encoding/json"
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

// run starts a Server whose Portal is the test.
func run(t *testing.T) (s *Server, portal link.Conn, events chan engine.Event) {
	t.Helper()
	portal, end := link.Pipe()
	s = New(end, slog.New(slog.NewTextHandler(t.Output(), nil)))
	events = make(chan engine.Event, 100)
	done := make(chan error, 1)
	go func() { done <- s.Run(context.Background(), "test", func(ev engine.Event) { events <- ev }) }()
	t.Cleanup(func() {
		_ = portal.Close()
		if err := <-done; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	})
	if err := portal.Send(wire.Hello{Version: wire.Version}); err != nil {
		t.Fatal(err)
	}
	if m, err := portal.Recv(t.Context()); err != nil || m != (wire.Hello{Version: wire.Version, Build: "test"}) {
		t.Fatalf("it greeted with %v (%v)", m, err)
	}
	return s, portal, events
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
		{wire.Connect{Sessid: 7, Address: "192.0.2.1", Protocol: "telnet", Flags: wire.Flags{"ANSI": true}, Time: now},
			engine.Connected{Sessid: 7, Address: "192.0.2.1", Protocol: "telnet", Flags: map[string]any{"ANSI": true}, Since: now}},
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
	s.Deliver([]outbox.Out{
		{Sessid: 1, Ack: 4, Parts: []outbox.Part{
			{Kind: outbox.Mask, On: true}, {Text: "hi", Type: "say", Raw: true, NoColor: true}, {Kind: outbox.OOB, Name: "Char", Data: json.RawMessage("1")}, {Kind: outbox.Prompt, Text: "> "}},
			Flags: map[string]any{"ANSI": false}, Login: &outbox.Login{Account: 5, Name: "Ann"}, Close: true, Reason: "bye"},
		{Sessid: 2},         // nothing to say
		{Sessid: 3, Ack: 9}, // an acknowledgement alone
	})
	for _, want := range []wire.Message{
		wire.SetFlags{Sessid: 1, Flags: wire.Flags{"ANSI": false}},
		wire.LoggedIn{Sessid: 1, Account: 5, Name: "Ann"},
		wire.Output{Sessid: 1, Ack: 4, Parts: []wire.Part{
			{Kind: wire.Mask, On: true}, {Text: "hi", Type: "say", Raw: true, NoColor: true}, {Kind: wire.OOB, Name: "Char", Data: json.RawMessage("1")}, {Kind: wire.Prompt, Text: "> "}}},
		wire.Close{Sessid: 1, Reason: "bye"},
		wire.Output{Sessid: 3, Ack: 9, Parts: []wire.Part{}},
	} {
		got, err := portal.Recv(t.Context())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("it sent %#v (%v), want %#v", got, err, want)
		}
	}
}

func TestVersionsOfTheLink(t *testing.T) {
	portal, end := link.Pipe()
	if err := portal.Send(wire.Hello{Version: wire.Version + 1}); err != nil {
		t.Fatal(err)
	}
	err := New(end, slog.Default()).Run(t.Context(), "test", func(engine.Event) {})
	if err == nil || !strings.Contains(err.Error(), "use the same build for both") {
		t.Errorf("Run said %v", err)
	}
}
