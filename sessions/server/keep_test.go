package server

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mud/engine"
	"mud/engine/outbox"
	"mud/sessions/server/spool"
	"mud/sessions/wire"
)

// keeping is a Server that keeps what it says in a folder; the store has the
// number of a group.
func keeping(t *testing.T, dir string, stored uint64) (*Server, chan engine.Event) {
	t.Helper()
	s, events := alone(t)
	sp, records, err := spool.Open(dir, stored, false, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sp.Close() }) // nothing is written when it closes
	if err := s.KeepIn(sp, records); err != nil {
		t.Fatal(err)
	}
	return s, events
}

func hello(received uint64) wire.Hello {
	return wire.Hello{Version: wire.Version, Portal: 1, Run: "a", Received: received}
}

func says(sessid int64, ack uint64, text string) outbox.Out {
	return outbox.Out{Sessid: sessid, Ack: ack, Parts: []outbox.Part{{Text: text}}}
}

func keep(t *testing.T, s *Server, outs ...outbox.Out) uint64 {
	t.Helper()
	number, err := s.Keep(outs)
	if err != nil {
		t.Fatal(err)
	}
	return number
}

// told is what messages are, in short.
func told(messages []wire.Message) string {
	var all []string
	for _, m := range messages {
		switch m := m.(type) {
		case wire.Group:
			all = append(all, fmt.Sprintf("[%d]", m.Number))
		case wire.Output:
			all = append(all, fmt.Sprintf("%d:%s", m.Sessid, m.Parts[0].Text))
		default:
			all = append(all, fmt.Sprintf("%T", m))
		}
	}
	return strings.Join(all, " ")
}

// A Server that is killed between the commit of a step and the leaving of what
// the step said leaves it to the next one, with what was said before and needed no
// commit: each to the Portal that it was said to, once.
func TestWhatAKilledServerSaid(t *testing.T) {
	dir := t.TempDir()
	s, _ := keeping(t, dir, 0)
	portal := attach(t, s, hello(0))
	s.Deliver(0, []outbox.Out{says(1, 1, "look")})
	if got := told([]wire.Message{next(t, portal), next(t, portal)}); got != "[1] 1:look" {
		t.Errorf("the portal is sent %s", got)
	}
	s.Deliver(keep(t, s, says(1, 2, "you"), says(2, 0, "him")), nil)
	keep(t, s, says(3, 1, "later"))
	for _, c := range []struct {
		name   string
		stored uint64
		hello  wire.Hello
		want   string
	}{
		{"all are stored", 3, hello(0), "[1] 1:look [2] 1:you 2:him [3] 3:later"},
		{"the last is not stored", 2, hello(0), "[1] 1:look [2] 1:you 2:him"},
		{"the portal has the first", 3, hello(1), "[2] 1:you 2:him [3] 3:later"},
		{"the portal has all", 3, hello(3), ""},
		{"the portal has what needed no commit and came later", 3, hello(5), ""},
		{"another portal", 3, wire.Hello{Version: wire.Version, Portal: 2, Run: "b"}, ""},
		{"another of the same number", 3, wire.Hello{Version: wire.Version, Portal: 1, Run: "b"}, ""},
		{"nothing is stored", 0, hello(0), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			again := t.TempDir()
			copyFolder(t, dir, again)
			s, _ := keeping(t, again, c.stored)
			portal, first := attachTo(t, s, c.hello)
			if got := told(first); got != c.want {
				t.Errorf("the portal is sent %q, want %q", got, c.want)
			}
			sessid := wire.FirstSessid(c.hello.Portal)
			s.Deliver(0, []outbox.Out{says(sessid, 0, "new")})
			if g, ok := next(t, portal).(wire.Group); !ok || g.Number <= max(c.hello.Received, 3) {
				t.Errorf("the next group is %v", g)
			}
		})
	}
}

// What a Portal has yet to take counts when it introduces its sessions: the
// lines that were run, what the session is, and that it has ended.
func TestIntroductionsAreOlder(t *testing.T) {
	dir := t.TempDir()
	s, _ := keeping(t, dir, 0)
	attach(t, s, hello(0))
	keep(t, s,
		outbox.Out{Sessid: 1, Ack: 7, State: []byte("new"), Flags: map[string]any{"ANSI": false}},
		outbox.Out{Sessid: 2, Ack: 4, Close: true})
	s, events := keeping(t, dir, 1)
	portal := attach(t, s, hello(0))
	for sessid := range int64(3) {
		send(t, portal, wire.Connect{Sessid: sessid + 1, Blob: []byte("old"), Flags: wire.Flags{"ANSI": true, "UTF-8": true}, Again: true})
	}
	send(t, portal, wire.Introduced{})
	for _, want := range []engine.Event{
		engine.Connected{Sessid: 1, State: []byte("new"), Flags: map[string]any{"ANSI": false, "UTF-8": true}, Again: true, Ran: 7},
		engine.Connected{Sessid: 3, State: []byte("old"), Flags: map[string]any{"ANSI": true, "UTF-8": true}, Again: true},
		engine.Present{First: 1, Last: wire.FirstSessid(2) - 1, Sessids: []int64{1, 3}},
	} {
		got := <-events
		if c, ok := got.(engine.Connected); ok {
			c.Since = engine.Connected{}.Since
			got = c
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("the world is told %v, want %v", got, want)
		}
	}
}

// What is said while the link is down waits for it, and what is acknowledged
// is forgotten.
func TestCutLinkLosesNothing(t *testing.T) {
	s, _ := keeping(t, t.TempDir(), 0)
	first := attach(t, s, hello(0))
	s.Deliver(0, []outbox.Out{says(1, 1, "before")})
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	s.Alone(t.Context())
	s.Deliver(0, []outbox.Out{says(1, 2, "a")})
	s.Deliver(keep(t, s, says(1, 3, "b")), nil)
	portal, got := attachTo(t, s, hello(1))
	if told(got) != "[2] 1:a [3] 1:b" {
		t.Errorf("the portal is sent %s", told(got))
	}
	send(t, portal, wire.Received{Group: 2})
	send(t, portal, wire.Call{})
	next(t, portal)
	if _, got := attachTo(t, s, hello(0)); told(got) != "[3] 1:b" {
		t.Errorf("the portal is sent %s after it had acknowledged 2", told(got))
	}
}

// The portal is asked what it has when much is on its way, and loses the
// oldest, with a word, when too much waits for it.
func TestBoundsOfWhatIsKept(t *testing.T) {
	s, _ := keeping(t, t.TempDir(), 0)
	portal := attach(t, s, hello(0))
	text := strings.Repeat("x", askAfter)
	s.Deliver(0, []outbox.Out{says(1, 0, text)})
	s.Deliver(0, []outbox.Out{says(1, 0, text)})
	asked := []bool{next(t, portal).(wire.Group).Answer}
	next(t, portal)
	if asked = append(asked, next(t, portal).(wire.Group).Answer); !slices.Equal(asked, []bool{false, true}) {
		t.Errorf("the portal is asked %v", asked)
	}
	if err := portal.Close(); err != nil {
		t.Fatal(err)
	}
	s.Alone(t.Context())
	for range maxKept / askAfter {
		s.Deliver(0, []outbox.Out{says(2, 0, text)})
	}
	_, first := attachTo(t, s, hello(1))
	if s.portals[1].kept.bytes > maxKept {
		t.Errorf("%d bytes are kept", s.portals[1].kept.bytes)
	}
	var sorry []int64
	for _, m := range first {
		if out, ok := m.(wire.Output); ok && out.Parts[0].Text == textLost {
			sorry = append(sorry, out.Sessid)
		}
	}
	slices.Sort(sorry)
	if !slices.Equal(sorry, []int64{1, 2}) {
		t.Errorf("those who are told that they have lost something are %v", sorry)
	}
}

// While a group waits to be stored, what is said outside of the world's steps
// overtakes it, and takes no number from it.
func TestWhatOvertakesAGroup(t *testing.T) {
	s, _ := keeping(t, t.TempDir(), 0)
	portal := attach(t, s, hello(0))
	number := keep(t, s, says(1, 1, "done"))
	s.Deliver(0, []outbox.Out{says(1, 0, "the world stands still")})
	s.Deliver(number, nil)
	if got := told([]wire.Message{next(t, portal), next(t, portal), next(t, portal)}); got != "1:the world stands still [1] 1:done" {
		t.Errorf("the portal is sent %s", got)
	}
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// TestPassingTexts: what may be a secret reaches the Portal and no file, also
// when the group behind it has not arrived (row 35 of the users' pains).
func TestPassingTexts(t *testing.T) {
	dir := t.TempDir()
	s, _ := keeping(t, dir, 0)
	portal := attach(t, s, hello(0))
	outs := []outbox.Out{{Sessid: 1, Ack: 1, Parts: []outbox.Part{{Text: "password a-secret", Passing: true}, {Text: "done"}}}}
	s.Deliver(0, outs)
	s.Deliver(keep(t, s, outs[0]), outs)
	for _, name := range []string{"spool-0", "spool-1"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || strings.Contains(string(text), "a-secret") {
			t.Errorf("%s (%v) has what is not to be kept: %q", name, err, text)
		}
	}
	var got []wire.Message
	for range 6 {
		got = append(got, next(t, portal))
	}
	if want := "1:password a-secret [1] 1:done 1:password a-secret [2] 1:done"; told(got) != want {
		t.Errorf("the Portal is sent %s, want %s", told(got), want)
	}
}
