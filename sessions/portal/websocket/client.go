package websocket

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// The bounds of what waits for a slow client, in bytes of text.
const (
	softQueue = 256 << 10 // out-of-band data is dropped
	hardQueue = 1 << 20   // the client is closed
)

// writeTime is how long a client may take to accept one message.
const writeTime = 30 * time.Second

// client is one web connection. It is a portal.Client.
type client struct {
	ws      *websocket.Conn
	opts    Options
	session portal.Session
	flags   atomic.Pointer[wire.Flags]

	mu     sync.Mutex
	steps  [][]wire.Part
	bytes  int
	closed bool
	reason string
	wake   chan struct{}
}

func newClient(ws *websocket.Conn, opts Options) *client {
	c := &client{ws: ws, opts: opts, wake: make(chan struct{}, 1)}
	flags := wire.DefaultFlags()
	c.flags.Store(&flags)
	return c
}

// refuse tells why there is no session, and ends the connection.
func (c *client) refuse(reason string) {
	c.closed, c.reason = true, reason
	c.goodbye()
}

// serve reads until the connection ends; a goroutine writes.
func (c *client) serve() {
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write()
	}()
	c.ws.SetReadLimit(maxFrame)
	deadline := func() error { return c.ws.SetReadDeadline(time.Now().Add(2*c.opts.Ping + 10*time.Second)) }
	c.ws.SetPongHandler(func(string) error { return deadline() })
	reason := "connection closed"
	for deadline() == nil {
		kind, data, err := c.ws.ReadMessage()
		if err != nil {
			break
		}
		if kind == websocket.TextMessage && !c.receive(data) {
			reason = "session over"
			break
		}
	}
	c.session.Gone(reason)
	c.Close("")
	<-written
}

// receive handles one message; false when the session is over. What it does
// not understand is ignored: a page of another version may be open somewhere.
func (c *client) receive(data []byte) bool {
	var m fromClient
	if err := json.Unmarshal(data, &m); err != nil {
		c.opts.Log.Debug("a web client sent what is no message", "session", c.session.ID(), "error", err)
		return true
	}
	switch m.Type {
	case "line":
		for _, line := range lines(m.Value) {
			if len(line) > c.opts.MaxLine {
				c.Send([]wire.Part{{Kind: wire.Text, Text: fmt.Sprintf("That line was too long and was not sent: at most %d bytes are taken.", c.opts.MaxLine)}})
				continue
			}
			if c.session.Line(line) != nil {
				return false
			}
		}
	case "flags":
		c.session.SetFlags(pageFlags(m.Value))
	case "oob":
		return c.session.OOB(m.Name, m.Data) == nil
	case "ready":
		c.session.Ready()
	}
	return true
}

// Send queues the output of one step.
func (c *client) Send(parts []wire.Part) {
	size := 0
	for _, p := range parts {
		size += len(p.Text) + len(p.Data)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	if c.bytes > softQueue {
		parts = withoutOOB(parts)
	}
	if c.bytes+size > hardQueue {
		c.closed, c.steps = true, nil
		c.opts.Log.Warn("slow web client closed", "session", c.session.ID())
		_ = c.ws.NetConn().Close() // nothing more can be written to it; the reader reports it
	} else {
		c.steps = append(c.steps, parts)
		c.bytes += size
	}
	c.signal()
}

func withoutOOB(parts []wire.Part) []wire.Part {
	out := make([]wire.Part, 0, len(parts))
	for _, p := range parts {
		if p.Kind != wire.OOB {
			out = append(out, p)
		}
	}
	return out
}

// FlagsChanged takes the session's flags over.
func (c *client) FlagsChanged(flags wire.Flags) { c.flags.Store(&flags) }

// Close writes what is queued and the reason, and ends the connection.
func (c *client) Close(reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.closed, c.reason = true, reason
	}
	c.signal()
}

func (c *client) signal() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *client) take() (parts []wire.Part, last bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.steps) == 0 {
		return nil, c.closed
	}
	parts = c.steps[0]
	c.steps = c.steps[1:]
	for _, p := range parts {
		c.bytes -= len(p.Text) + len(p.Data)
	}
	return parts, false
}

// write writes what is queued until the client is closed.
func (c *client) write() {
	ping := time.NewTicker(c.opts.Ping)
	defer ping.Stop()
	for {
		parts, last := c.take()
		var err error
		switch {
		case parts != nil:
			err = c.put(c.message(parts))
		case last:
			c.goodbye()
			return
		default:
			select {
			case <-c.wake:
			case <-ping.C:
				err = c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime))
			}
		}
		if err != nil {
			_ = c.ws.Close() // the reader notices and reports it
			return
		}
	}
}

func (c *client) put(m toClient) error {
	if err := c.ws.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	return c.ws.WriteJSON(m)
}

// goodbye tells the reason and closes. The page does not come back by itself
// when it is told one.
func (c *client) goodbye() {
	_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	if c.reason != "" {
		html := c.opts.Render(wire.Part{Kind: wire.Text, Text: c.reason}, *c.flags.Load())
		_ = c.ws.WriteJSON(toClient{Close: &html}) // the client may be gone
	}
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	_ = c.ws.Close()
}
