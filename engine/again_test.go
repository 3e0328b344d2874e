package engine_test

import (
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// TestNumberOfAnotherFolder: a world that was restored or imported has sessions
// stored whose numbers this folder gives out anew. Who connects now is nobody
// of them.
func TestNumberOfAnotherFolder(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	ann.Type("setdesc busy")
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	for _, ev := range []engine.Event{
		engine.Connected{Sessid: ann.Sessid, Address: "192.0.2.9", Protocol: "stage", Flags: map[string]any{}, Since: s.Clock.Now()},
		engine.Ready{Sessid: ann.Sessid},
		engine.Input{Sessid: ann.Sessid, Seq: 1, Text: "look"},
	} {
		s.Engine.Post(ev)
	}
	s.Engine.Drain()
	session := s.Engine.Sessions.Get(ann.Sessid)
	if session == nil || session.LoggedIn() {
		t.Fatalf("the session of who connects now is %v", session)
	}
}
