package telnet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net"
	"sync"
	"testing"
	"time"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// fakeConn is a connection whose client sends given pieces, each of which one
// Read returns, and then hangs up. What it is sent is kept.
type fakeConn struct {
	mu     sync.Mutex
	pieces [][]byte
	out    bytes.Buffer
	writes int
	over   sync.Once
	closed chan struct{} // once it is closed from this side
}

func newConn(pieces ...[]byte) *fakeConn {
	return &fakeConn{pieces: pieces, closed: make(chan struct{})}
}

func (c *fakeConn) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.pieces) == 0 {
		return 0, io.EOF
	}
	n := copy(p, c.pieces[0])
	if c.pieces[0] = c.pieces[0][n:]; len(c.pieces[0]) == 0 {
		c.pieces = c.pieces[1:]
	}
	return n, nil
}

func (c *fakeConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.writes++
	return c.out.Write(p)
}

func (c *fakeConn) sent() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Clone(c.out.Bytes())
}

func (c *fakeConn) Close() error                   { c.over.Do(func() { close(c.closed) }); return nil }
func (*fakeConn) LocalAddr() net.Addr              { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }
func (*fakeConn) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 2} }
func (*fakeConn) SetDeadline(time.Time) error      { return nil }
func (*fakeConn) SetReadDeadline(time.Time) error  { return nil }
func (*fakeConn) SetWriteDeadline(time.Time) error { return nil }

// fakeSession is the Portal's side of one connection: it notes what it is told.
type fakeSession struct {
	client portal.Client
	onLine func(s *fakeSession, text string) // nil for none

	mu       sync.Mutex
	lines    []string
	oob      []string // "name data"
	loggedIn bool
	flags    wire.Flags
	ready    int
	gone     []string
	news     chan struct{}
}

func newSession() *fakeSession {
	return &fakeSession{flags: wire.DefaultFlags(), news: make(chan struct{})}
}

func (s *fakeSession) change(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn()
	close(s.news)
	s.news = make(chan struct{})
}

func (s *fakeSession) ID() int64 { return 1 }

func (s *fakeSession) Line(text string) error {
	s.change(func() { s.lines = append(s.lines, text) })
	if s.onLine != nil {
		s.onLine(s, text)
	}
	return nil
}

func (s *fakeSession) LoggedIn() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loggedIn
}

func (s *fakeSession) OOB(name string, data json.RawMessage) error {
	s.change(func() { s.oob = append(s.oob, name+" "+string(data)) })
	return nil
}

func (s *fakeSession) SetFlags(changes wire.Flags) {
	s.change(func() { maps.Copy(s.flags, changes) })
	s.client.FlagsChanged(s.Flags())
}

func (s *fakeSession) Flags() wire.Flags {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flags.Clone()
}

func (s *fakeSession) Ready()             { s.change(func() { s.ready++ }) }
func (s *fakeSession) Gone(reason string) { s.change(func() { s.gone = append(s.gone, reason) }) }

// reason is why the session ended first, "" while it has not.
func (s *fakeSession) reason() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.gone) == 0 {
		return ""
	}
	return s.gone[0]
}

// wait blocks until a condition holds for the session.
func (s *fakeSession) wait(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		s.mu.Lock()
		ok, news := holds(), s.news
		s.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-news:
		case <-deadline:
			t.Fatalf("it never came to this: %s", what)
		}
	}
}

// fakePortal lets everybody in.
type fakePortal struct {
	refuse   error
	loggedIn bool // every session is a player's
	onLine   func(s *fakeSession, text string)

	mu       sync.Mutex
	sessions []*fakeSession
	news     chan *fakeSession
}

func newPortal() *fakePortal { return &fakePortal{news: make(chan *fakeSession, 1000)} }

func (p *fakePortal) Connect(c portal.Client, _, _ string, _ wire.Flags) (portal.Session, error) {
	if p.refuse != nil {
		return nil, p.refuse
	}
	s := newSession()
	s.client, s.onLine, s.loggedIn = c, p.onLine, p.loggedIn
	p.mu.Lock()
	p.sessions = append(p.sessions, s)
	p.mu.Unlock()
	p.news <- s
	return s, nil
}

var errFull = errors.New("This game is full.")

// options for tests: texts are rendered as they are.
func testOptions(t testing.TB) Options {
	return Options{
		Render: func(p wire.Part, _ wire.Flags) string {
			if p.Kind == wire.Prompt {
				return p.Text
			}
			return p.Text + "\n"
		},
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}.withDefaults()
}

// play has a client send pieces and hang up, and returns what came of it.
func play(t testing.TB, opts Options, pieces ...[]byte) (*fakeSession, *fakeConn) {
	t.Helper()
	return playWith(t, opts, newPortal(), pieces...)
}

// playWith is play with a Portal of one's own.
func playWith(t testing.TB, opts Options, p *fakePortal, pieces ...[]byte) (*fakeSession, *fakeConn) {
	t.Helper()
	c := newConn(pieces...)
	accept(c, p, opts)
	select {
	case <-c.closed:
	case <-time.After(20 * time.Second):
		t.Fatal("the connection was not closed")
	}
	return <-p.news, c
}

// pieces cuts bytes into pieces of a size.
func pieces(b []byte, size int) [][]byte {
	var out [][]byte
	for len(b) > 0 {
		n := min(size, len(b))
		out = append(out, b[:n])
		b = b[n:]
	}
	return out
}
