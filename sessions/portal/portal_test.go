package portal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"mud/sessions/link"
	"mud/sessions/wire"
)

// fakeClient notes what the Portal does to a connection.
type fakeClient struct {
	mu     sync.Mutex
	parts  []wire.Part
	closed []string
	flags  wire.Flags
}

func (c *fakeClient) Send(parts []wire.Part) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.parts = append(c.parts, parts...)
}

func (c *fakeClient) FlagsChanged(f wire.Flags) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flags = f
}

func (c *fakeClient) Close(reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = append(c.closed, reason)
}

// world is a Portal with a Server that the test plays.
type world struct {
	t      *testing.T
	portal *Portal
	server link.Conn
	stop   context.CancelFunc
	ended  chan error
}

func open(t *testing.T, o Options) *world {
	t.Helper()
	o.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, portal: p}
	w.attach()
	t.Cleanup(w.detach)
	return w
}

// attach gives the Portal a new Server.
func (w *world) attach() wire.Hello {
	w.t.Helper()
	a, b := link.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	w.server, w.stop, w.ended = b, stop, make(chan error, 1)
	ended, attached := w.ended, w.portal.NextServer()
	go func() { ended <- w.portal.Run(ctx, a) }()
	if err := b.Send(wire.Hello{Version: wire.Version}); err != nil {
		w.t.Fatal(err)
	}
	hello, ok := w.next().(wire.Hello)
	if !ok || hello.Version != wire.Version {
		w.t.Fatalf("the Portal greeted with %v", hello)
	}
	<-attached // it greets before it takes the Server
	return hello
}

func (w *world) detach() {
	if w.stop == nil {
		return
	}
	w.stop()
	w.stop = nil
	_ = w.server.Close()
	if err := <-w.ended; err != nil {
		w.t.Errorf("Run ended with %v", err)
	}
}

// next is what the Portal tells next, beside the end of its introduction.
func (w *world) next() wire.Message {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	for {
		m, err := w.server.Recv(ctx)
		if err != nil {
			w.t.Fatalf("the Portal tells nothing more: %v", err)
		}
		if m != (wire.Introduced{}) {
			return m
		}
	}
}

// want fails unless the Portal tells these things next, in this order.
func (w *world) want(wants ...string) {
	w.t.Helper()
	for _, want := range wants {
		if got := short(w.next()); got != want {
			w.t.Fatalf("the Portal told %q, want %q", got, want)
		}
	}
}

func short(m wire.Message) string {
	switch m := m.(type) {
	case wire.Connect:
		return fmt.Sprintf("connect %d %s %s", m.Sessid, m.Address, m.Protocol)
	case wire.Ready:
		return fmt.Sprintf("ready %d", m.Sessid)
	case wire.Input:
		return fmt.Sprintf("input %d #%d %s", m.Sessid, m.Seq, m.Text)
	case wire.SetFlags:
		return fmt.Sprintf("flags %d %v", m.Sessid, m.Flags)
	case wire.Disconnect:
		return fmt.Sprintf("gone %d %s", m.Sessid, m.Reason)
	}
	return fmt.Sprintf("%T", m)
}

// send tells the Portal something.
func (w *world) send(m wire.Message) {
	w.t.Helper()
	if err := w.server.Send(m); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) connect(c Client, address string) Session {
	w.t.Helper()
	s, err := w.portal.Connect(c, address, "test", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// until waits until a condition of a client holds.
func until(t *testing.T, c *fakeClient, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		c.mu.Lock()
		ok := holds()
		c.mu.Unlock()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("it never came to this: %s", what)
		}
		runtime.Gosched()
	}
}

func TestLifeOfAConnection(t *testing.T) {
	w := open(t, Options{})
	c := &fakeClient{}
	s := w.connect(c, "192.0.2.1")
	w.want("connect 1 192.0.2.1 test")
	s.SetFlags(wire.Flags{"SCREENWIDTH": 100, "ANSI": true})
	w.want("flags 1 map[SCREENWIDTH:100]") // only what is new
	s.SetFlags(wire.Flags{"SCREENWIDTH": 100})
	s.Ready()
	s.Ready()
	must(t, s.Line("look"), s.Line("say hi"))
	w.want("ready 1", "input 1 #1 look", "input 1 #2 say hi")
	w.send(wire.SetFlags{Sessid: 1, Flags: wire.Flags{"SCREENREADER": true}})
	w.send(wire.Output{Sessid: 1, Ack: 1, Parts: []wire.Part{{Text: "a room"}}})
	until(t, c, "output and flags", func() bool { return len(c.parts) == 1 && c.flags.Bool("SCREENREADER") })
	w.send(wire.Output{Sessid: 99, Parts: []wire.Part{{Text: "for nobody"}}})
	w.send(wire.Close{Sessid: 1, Reason: "bye"})
	until(t, c, "the end", func() bool { return len(c.closed) == 1 && c.closed[0] == "bye" })
	if err := s.Line("too late"); err == nil {
		t.Error("a line was taken after the end")
	}
	s.Gone("closed")
	second := w.connect(&fakeClient{}, "192.0.2.1")
	w.want("connect 2 192.0.2.1 test") // what came after the end was not told
	second.Gone("hung up")
	second.Gone("hung up")
	w.connect(&fakeClient{}, "192.0.2.1")
	w.want("gone 2 hung up", "connect 3 192.0.2.1 test")
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Who types waits for nothing: the first line says that the first screen may
// be shown. And a client that says nothing at all gets it as well.
func TestReadyComesByItself(t *testing.T) {
	w := open(t, Options{})
	s := w.connect(&fakeClient{}, "192.0.2.1")
	must(t, s.Line("look"))
	w.want("connect 1 192.0.2.1 test", "ready 1", "input 1 #1 look")
	w.connect(&fakeClient{}, "192.0.2.1")
	w.want("connect 2 192.0.2.1 test", "ready 2")
}

// A new Server is told of all connections, and gets the lines that the old one
// did not acknowledge, in order and under the same numbers (promise P1).
func TestUnansweredLinesAreRepeated(t *testing.T) {
	w := open(t, Options{})
	c := &fakeClient{}
	s := w.connect(c, "192.0.2.1")
	must(t, s.Line("one"), s.Line("two"))
	w.want("connect 1 192.0.2.1 test", "ready 1", "input 1 #1 one", "input 1 #2 two")
	w.send(wire.Output{Sessid: 1, Ack: 1, Parts: []wire.Part{{Text: "done"}}})
	until(t, c, "the answer", func() bool { return len(c.parts) == 1 })
	w.detach()
	must(t, s.Line("three")) // while there is no Server
	w.attach()
	w.want("connect 1 192.0.2.1 test", "ready 1", "input 1 #2 two", "input 1 #3 three")
}

// A new Server knows all connections before it gets the first line: what a line
// says may be for each of them.
func TestLinesComeAfterAllConnections(t *testing.T) {
	w := open(t, Options{})
	var all []Session
	for i := range 5 {
		all = append(all, w.connect(&fakeClient{}, "192.0.2.1"))
		w.want(fmt.Sprintf("connect %d 192.0.2.1 test", i+1))
	}
	w.detach()
	for _, s := range all {
		must(t, s.Line("look"))
	}
	w.attach()
	for range all {
		for _, want := range []string{"connect", "ready"} {
			if got := short(w.next()); !strings.HasPrefix(got, want) {
				t.Fatalf("before it knew all connections it was told %q", got)
			}
		}
	}
	for range all {
		if got := short(w.next()); !strings.HasPrefix(got, "input") {
			t.Fatalf("instead of a line it was told %q", got)
		}
	}
}

// A client that is faster than the world waits, and none of its lines is lost.
func TestUnansweredLinesAreBounded(t *testing.T) {
	w := open(t, Options{CommandRate: 1e9})
	s := w.connect(&fakeClient{}, "192.0.2.1")
	done := make(chan error, 1)
	go func() {
		for n := range 3 * maxUnanswered {
			if err := s.Line(fmt.Sprint(n)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	w.want("connect 1 192.0.2.1 test", "ready 1")
	for n := range maxUnanswered {
		w.want(fmt.Sprintf("input 1 #%d %d", n+1, n))
	}
	select {
	case err := <-done:
		t.Fatalf("it did not wait (%v)", err)
	default:
	}
	for n := range 2 * maxUnanswered {
		w.send(wire.Output{Sessid: 1, Ack: uint64(n + 1)})
		w.want(fmt.Sprintf("input 1 #%d %d", maxUnanswered+n+1, maxUnanswered+n))
	}
	must(t, <-done)
	w.send(wire.Output{Sessid: 1, Ack: 3 * maxUnanswered})
	big := strings.Repeat("x", maxUnansweredBytes)
	go func() { done <- errors.Join(s.Line(big), s.Line("after it")) }()
	w.next()
	w.send(wire.Output{Sessid: 1, Ack: 3*maxUnanswered + 1})
	w.want(fmt.Sprintf("input 1 #%d after it", 3*maxUnanswered+2))
	must(t, <-done)
}

// A session that ends lets its waiting reader go.
func TestAWaitingLineEndsWithItsSession(t *testing.T) {
	w := open(t, Options{CommandRate: 1})
	s := w.connect(&fakeClient{}, "192.0.2.1")
	done := make(chan error, 1)
	go func() {
		for {
			if err := s.Line("x"); err != nil {
				done <- err
				return
			}
		}
	}()
	w.want("connect 1 192.0.2.1 test", "ready 1", "input 1 #1 x", "input 1 #2 x")
	w.send(wire.Close{Sessid: 1})
	if err := <-done; err == nil {
		t.Error("no error")
	}
}

// TestNetwork: whom an address counts for.
func TestNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "::1": "::/64", "pipe": "pipe",
	} {
		if got := Network(address); got != want {
			t.Errorf("%s counts for %s, want %s", address, got, want)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name    string
		options Options
		fits    int
		address func(n int) string
		want    string
	}{
		{"at once", Options{MaxSessions: 3}, 3, func(n int) string { return fmt.Sprintf("192.0.2.%d", n) }, "This game is full: it takes at most 3"},
		{"of one address", Options{MaxSessionsPerIP: 2}, 2, func(int) string { return "192.0.2.1" }, "There are 2 connections from your address"},
		{"of one network", Options{MaxSessionsPerIP: 2}, 2, func(n int) string { return fmt.Sprintf("2001:db8::%d", n) }, "There are 2 connections from your address"},
		{"a second", Options{ConnectionRate: 1}, 2, func(int) string { return "192.0.2.1" }, "Too many new connections from your address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := open(t, c.options)
			var first Session
			for n := range c.fits {
				s := w.connect(&fakeClient{}, c.address(n))
				if first == nil {
					first = s
				}
			}
			_, err := w.portal.Connect(&fakeClient{}, c.address(c.fits), "test", nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("it was told %v", err)
			}
			if c.name != "a second" {
				first.Gone("bye")
				w.connect(&fakeClient{}, c.address(c.fits))
			} else {
				w.connect(&fakeClient{}, "198.51.100.1") // others are not concerned
			}
		})
	}
}

func TestShutdown(t *testing.T) {
	w := open(t, Options{})
	c := &fakeClient{}
	s := w.connect(c, "192.0.2.1")
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.portal.Shutdown(t.Context(), "Good night.")
	}()
	until(t, c, "the reason", func() bool { return len(c.closed) == 1 && c.closed[0] == "Good night." })
	select {
	case <-ended:
		t.Error("it did not wait for the connection")
	default:
	}
	if _, err := w.portal.Connect(&fakeClient{}, "192.0.2.2", "test", nil); err == nil {
		t.Error("somebody was let in")
	}
	s.Gone("closed by the server")
	<-ended
}

// Two builds that speak different versions of the link refuse one another.
func TestVersionsOfTheLink(t *testing.T) {
	p, err := New(Options{Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	must(t, err)
	a, b := link.Pipe()
	must(t, b.Send(wire.Hello{Version: wire.Version + 1}))
	if err := p.Run(t.Context(), a); err == nil || !strings.Contains(err.Error(), "use the same build for both") {
		t.Errorf("Run said %v", err)
	}
}

// Who is on the way to a session counts for its address, once.
func TestExpected(t *testing.T) {
	w := open(t, Options{MaxSessionsPerIP: 2})
	const address = "192.0.2.1"
	first, err := w.portal.Expect(address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.portal.Expect(address); err != nil {
		t.Fatal(err)
	}
	if _, err := w.portal.Expect(address); err == nil {
		t.Error("a third is expected")
	}
	if _, err := w.portal.Connect(&fakeClient{}, address, "test", nil); err == nil {
		t.Error("a third is let in")
	}
	first()
	first()
	w.connect(&fakeClient{}, address)
	if _, err := w.portal.Connect(&fakeClient{}, address, "test", nil); err == nil {
		t.Error("a place was given back twice")
	}
}

// TestFlagsWithoutEnd: a client that changes what it can do all the time is
// closed, and the Server hears no more of it; one that does so now and then is not.
func TestFlagsWithoutEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, Options{})
		c := &fakeClient{}
		s := w.connect(c, "192.0.2.1")
		change := func(times int) {
			for n := range times {
				s.SetFlags(wire.Flags{"SCREENWIDTH": 20 + n + len(c.closed)})
			}
		}
		for range 10 {
			change(flagRate)
			time.Sleep(time.Second)
		}
		for range 2 * flagBurst { // nothing new costs nothing
			s.SetFlags(wire.Flags{"SCREENWIDTH": s.Flags()["SCREENWIDTH"]})
		}
		if change(flagBurst); len(c.closed) > 0 {
			t.Errorf("it is closed: %q", c.closed)
		}
		if change(10); len(c.closed) == 0 || s.Flags()["SCREENWIDTH"] != 20+flagBurst-1 {
			t.Errorf("it is not closed, and has the flags %v", s.Flags())
		}
		s.Gone("the end")
	})
}
