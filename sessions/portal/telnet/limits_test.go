package telnet

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"mud/sessions/wire"
)

// loggedIn is a Portal whose sessions are players'.
func loggedIn() *fakePortal {
	p := newPortal()
	p.loggedIn = true
	return p
}

// TestLimits: what docs/clients.md allows, and one more, for strangers and for
// players (rows 32 and 33 of the users' pains).
func TestLimits(t *testing.T) {
	commands := func(n int) []byte { return bytes.Repeat([]byte{iac, cmdWILL, 99}, n) }
	subs := func(n, size int) []byte { return bytes.Repeat(sub(99, strings.Repeat("x", size)), n) }
	opts := testOptions(t)
	opts.MaxLine = 8192
	for _, c := range []struct {
		name   string
		p      *fakePortal
		sends  []byte
		lines  []int  // their lengths
		reason string // why it ended
	}{
		{"a stranger's commands", newPortal(), commands(200), []int{1}, "connection closed"},
		{"too many of them", newPortal(), commands(201), nil, "too many telnet commands"},
		{"a player's commands", loggedIn(), commands(200), []int{1}, "connection closed"},
		{"too many of them within a minute", loggedIn(), commands(300), nil, "too many telnet commands"},
		{"window sizes while a window is dragged", loggedIn(), subs(400, 4), []int{1}, "connection closed"},
		{"subnegotiations without end", loggedIn(), subs(10_000, 4), nil, "too many telnet commands"},
		{"a few that are too long", newPortal(), subs(10, 5000), []int{1}, "connection closed"},
		{"many that are too long", newPortal(), subs(40, 5000), nil, "too many telnet commands"},
		{"a stranger's line", newPortal(), []byte(strings.Repeat("x", 4096) + "\r\n" + strings.Repeat("y", 4097) + "\r\n"), []int{4096, 1}, "connection closed"},
		{"a player's line", loggedIn(), []byte(strings.Repeat("x", 8192) + "\r\n" + strings.Repeat("y", 8193) + "\r\n"), []int{8192, 1}, "connection closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := playWith(t, opts, c.p, append(c.sends, "z\r\n"...))
			if s.reason() != c.reason {
				t.Errorf("it ended because of %q, want %q", s.reason(), c.reason)
			}
			var lengths []int
			for _, l := range s.lines {
				lengths = append(lengths, len(l))
			}
			if !slices.Equal(lengths, c.lines) {
				t.Errorf("the lines have %v bytes, want %v", lengths, c.lines)
			}
		})
	}
}

// TestSubSize: a subnegotiation of a player may be longer than a stranger's.
func TestSubSize(t *testing.T) {
	for size, want := range map[int][2]int{strangerSub: {1, 1}, strangerSub + 1: {0, 1}, knownSub: {0, 1}, knownSub + 1: {0, 0}} {
		for i, p := range []*fakePortal{newPortal(), loggedIn()} {
			data := "X \"" + strings.Repeat("x", size-4) + "\""
			s, _ := playWith(t, testOptions(t), p, []byte("\xff\xfd\xc9"), sub(optGMCP, data), []byte("\r\n"))
			if len(s.oob) != want[i] {
				t.Errorf("%d bytes, logged in %v: %d messages came, want %d", size, i == 1, len(s.oob), want[i])
			}
		}
	}
}

// TestNoLogin: a stranger who says nothing is sent away, a player is not.
func TestNoLogin(t *testing.T) {
	opts := testOptions(t)
	opts.LoginTime = 50 * time.Millisecond
	c := dial(t, serve(t, newPortal(), opts))
	expect(t, c, "You have not logged in")

	p := newPortal()
	p.onLine = func(s *fakeSession, line string) {
		s.change(func() { s.loggedIn = true })
		s.client.Send([]wire.Part{text("heard " + line)})
	}
	c = dial(t, serve(t, p, opts))
	_, _ = c.Write([]byte("connect\r\n"))
	expect(t, c, "heard connect")
	time.Sleep(3 * opts.LoginTime) // the time that is not to end it
	_, _ = c.Write([]byte("look\r\n"))
	expect(t, c, "heard look")
}

// TestRandomOptions: a stream of options has never more answers than requests,
// and none for repeats (row 49 of the users' pains).
func TestRandomOptions(t *testing.T) {
	n := newTalk()
	n.start()
	n.sent()
	r := uint32(1)
	for range 100_000 {
		r = r*1664525 + 1013904223
		verb, option := cmdWILL+byte(r>>8&3), byte(r>>16)
		if r>>28 < 8 {
			option = options[int(r>>16)%len(options)].code // those that are spoken more often
		}
		n.receive(verb, option)
		first := answers(n.sent())
		n.receive(verb, option)
		again := answers(n.sent())
		if first > 1 || again > 0 {
			t.Fatalf("%d %d has %d answers, and again %d", verb, option, first, again)
		}
	}
}

// answers counts the commands of option negotiation, without subnegotiations.
func answers(sent []byte) int {
	h := &counter{}
	p := &parser{h: h, max: 1 << 20}
	p.feed(sent)
	return h.commands
}

type counter struct{ commands int }

func (c *counter) data(byte)            {}
func (c *counter) negotiate(_, _ byte)  { c.commands++ }
func (c *counter) sub(_ byte, _ []byte) {}
func (c *counter) oversized()           {}
