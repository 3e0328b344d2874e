package websocket

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/wire"
)

// client is one page with its session. It is a portal.Client, and outlives its
// connections: a page that is reloaded, cut off or asleep comes back to it with
// its token, is told what it missed, and the Server notices nothing of it but
// the flag LINKDEAD.
type client struct {
	opts    Options
	pages   *pages
	session portal.Session
	flags   atomic.Pointer[wire.Flags]

	// typing is held while a line is handed in, which may wait: the last lines
	// of an old connection and the first of a new one must not cross.
	typing sync.Mutex
	typed  atomic.Uint64 // the highest number that was handed in

	presence sync.Mutex // held while LINKDEAD is told

	mu      sync.Mutex
	backlog backlog
	conn    *conn // nil while the page is away
	try     uint64
	masked  bool
	closed  bool // by the Portal
	reason  string
	left    bool // the page may not come back any more
	leave   *time.Timer
}

func newClient(opts Options, pages *pages) *client {
	c := &client{opts: opts, pages: pages}
	flags := wire.DefaultFlags()
	c.flags.Store(&flags)
	return c
}

// began gives a client its session.
func (c *client) began(session portal.Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.session = session
}

// attach makes conn the connection of a page that comes back; one that was
// there before is told so and ends.
func (c *client) attach(conn *conn, h hello) (w welcome, err error) {
	c.mu.Lock()
	switch {
	case h.Try < c.try:
		c.mu.Unlock()
		return w, errLate
	case c.left || c.leave != nil && !c.leave.Stop():
		c.mu.Unlock()
		return w, errLeft
	}
	c.try, c.leave = h.Try, nil
	old := c.conn
	c.conn = conn
	conn.client, conn.token, conn.seen = c, c.pages.issue(c, h.Token), min(h.Seen, c.backlog.last)
	w = welcome{Missed: c.backlog.missed(conn.seen), Mask: c.masked, Got: c.typed.Load()}
	c.mu.Unlock()
	if old != nil {
		old.signal() // it finds that it is no longer the one
	}
	c.tellPresence()
	return w, nil
}

// Why a connection gets no session by its token.
var (
	errLeft = errors.New("the page was away for too long")
	errLate = errors.New("a later connection of the page was here first")
)

// detach notes that a connection has ended. The page may come back for a
// while, if only to be told why its session is over.
func (c *client) detach(conn *conn) {
	c.mu.Lock()
	if c.conn != conn {
		c.mu.Unlock()
		return
	}
	c.conn = nil
	over := c.closed
	if !conn.told {
		c.leave = time.AfterFunc(c.linger(), c.expire)
	}
	c.mu.Unlock()
	switch {
	case conn.told:
		c.expire()
	case over:
		c.session.Gone("connection closed")
	default:
		c.tellPresence()
	}
}

// strangerLinger is how long the session of a page waits that nobody has logged
// in on: visitors who come and go must not fill the places of their address.
const strangerLinger = 30 * time.Second

func (c *client) linger() time.Duration {
	if c.session.LoggedIn() {
		return c.opts.Linger
	}
	return min(c.opts.Linger, strangerLinger)
}

// expire ends a session whose page is away for too long.
func (c *client) expire() {
	c.mu.Lock()
	if c.conn != nil || c.left {
		c.mu.Unlock()
		return
	}
	c.left = true
	c.mu.Unlock()
	c.pages.forget(c)
	c.session.Gone("the page did not come back")
}

// leaves lets the page not come back any more.
func (c *client) leaves() {
	c.mu.Lock()
	c.left = true
	c.mu.Unlock()
	c.pages.forget(c)
}

// tellPresence tells the Server whether the page is there. Whoever calls last
// tells what is true last.
func (c *client) tellPresence() {
	c.presence.Lock()
	defer c.presence.Unlock()
	c.mu.Lock()
	away, over := c.conn == nil, c.closed || c.left
	c.mu.Unlock()
	if !over {
		c.session.SetFlags(wire.Flags{"LINKDEAD": away})
	}
}

// Send queues the output of one step. It never waits: of what a page does not
// fetch, the oldest is dropped.
func (c *client) Send(parts []wire.Part) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.left {
		return
	}
	for _, p := range parts {
		if p.Kind == wire.Mask {
			c.masked = p.On
		}
	}
	whole := c.backlog.add(parts)
	if c.conn == nil {
		return
	}
	if !whole {
		c.opts.Log.Warn("slow web client cut off", "session", c.session.ID())
		tcp.Cut(c.conn.ws.NetConn()) // nothing more can be written to it; its reader reports it
	}
	c.conn.signal()
}

// FlagsChanged takes the session's flags over.
func (c *client) FlagsChanged(flags wire.Flags) { c.flags.Store(&flags) }

// Close writes what is queued and the reason, and ends the session. A page that
// is away is told when it comes back.
func (c *client) Close(reason string) {
	c.mu.Lock()
	if !c.closed {
		c.closed, c.reason = true, reason
	}
	conn, session := c.conn, c.session
	c.mu.Unlock()
	switch {
	case conn != nil:
		conn.signal()
	case session != nil: // without one the page is still on its way in, and told there
		session.Gone(reason)
	}
}

// next is what is to be written to a connection: a message, or nothing yet, or
// the last word.
func (c *client) next(conn *conn) (m message, word lastWord, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn != conn {
		return message{}, takenOver, false
	}
	if m, ok = c.backlog.after(conn.seen); ok {
		conn.seen = m.seq
		c.backlog.wrote(m)
		return m, "", true
	}
	if c.closed {
		return message{}, goodbye, false
	}
	return message{}, "", false
}

// lastReason is what the page is told at the end.
func (c *client) lastReason() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reason
}

// once does what a numbered message of the page asks for, if it did not come
// before: a page that came back repeats what it does not know to have arrived.
// false means that the session is over.
func (c *client) once(number uint64, do func() error) bool {
	c.typing.Lock()
	defer c.typing.Unlock()
	if number > 0 {
		if number <= c.typed.Load() {
			return true
		}
		c.typed.Store(number)
	}
	return do() == nil
}

// line hands in what the page typed.
func (c *client) line(text []string) error {
	for _, line := range text {
		if len(line) > c.opts.MaxLine {
			c.Send([]wire.Part{{Kind: wire.Text, Text: fmt.Sprintf("That line was too long and was not sent: at most %d bytes are taken.", c.opts.MaxLine)}})
			continue
		}
		if err := c.session.Line(line); err != nil {
			return err
		}
	}
	return nil
}
