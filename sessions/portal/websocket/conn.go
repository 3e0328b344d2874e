package websocket

import (
	"encoding/json"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// writeTime is how long a client may take to accept one message.
const writeTime = 30 * time.Second

// conn is one WebSocket of a client.
type conn struct {
	ws     *websocket.Conn
	opts   Options
	client *client
	token  string // the page's newest
	first  []byte // its first message
	seen   uint64 // the last message written to it; the client's lock is held
	told   bool   // the page knows that the session is over
	pinged atomic.Bool
	wake   chan struct{}
	gone   chan struct{} // closed when nothing more comes from it
}

// lastWord is why nothing more is written to a connection.
type lastWord string

const (
	goodbye   lastWord = "goodbye"
	takenOver lastWord = "taken over"
)

func newConn(ws *websocket.Conn, opts Options) *conn {
	ws.SetReadLimit(maxFrame)
	return &conn{ws: ws, opts: opts, wake: make(chan struct{}, 1), gone: make(chan struct{})}
}

// serve reads until the connection ends; a goroutine writes.
func (c *conn) serve() {
	defer portal.Recover(c.opts.Log, c.client.session, c.broken)
	written := make(chan struct{})
	go func() {
		defer close(written)
		defer portal.Recover(c.opts.Log, c.client.session, c.broken)
		c.write()
	}()
	deadline := func() error { return c.ws.SetReadDeadline(time.Now().Add(2*c.opts.Ping + 10*time.Second)) }
	c.ws.SetPongHandler(func(string) error { return deadline() })
	going := c.receive(c.first)
	c.first = nil
	for going && deadline() == nil {
		kind, data, err := c.ws.ReadMessage()
		if err != nil {
			break
		}
		going = kind != websocket.TextMessage || c.receive(data)
	}
	if going {
		close(c.gone)
		_ = c.ws.Close()
	}
	<-written // when the session is over, it tells so and closes
	c.client.detach(c)
}

// broken ends a connection at once, and its session with it: the page would
// come back to what broke it.
func (c *conn) broken() {
	c.client.leaves()
	_ = c.ws.Close()
}

// receive handles one message; false when the session is over. What it does
// not understand is ignored: a page of another version may be open somewhere.
func (c *conn) receive(data []byte) bool {
	var m fromClient
	if err := json.Unmarshal(data, &m); err != nil {
		c.opts.Log.Debug("a web client sent what is no message", "session", c.client.session.ID(), "error", err)
		return true
	}
	switch m.Type {
	case "line":
		return c.client.once(m.Number, func() error { return c.client.line(lines(m.Value)) })
	case "oob":
		return c.client.once(m.Number, func() error { return c.client.session.OOB(m.Name, m.Data) })
	case "flags":
		c.client.session.SetFlags(pageFlags(m.Value))
	case "ready":
		c.client.pages.keep(c.client, c.token)
		c.client.session.Ready()
	case "ping":
		c.pinged.Store(true)
		c.signal()
	}
	return true
}

func (c *conn) signal() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// write writes what is queued until the connection is over.
func (c *conn) write() {
	ping := time.NewTicker(c.opts.Ping)
	defer ping.Stop()
	for {
		m, word, ok := c.client.next(c)
		var err error
		switch {
		case ok:
			err = c.put(c.rendered(m))
		case word != "":
			c.end(word)
			return
		case c.pinged.Swap(false):
			err = c.put(toClient{Got: c.client.typed.Load(), Pong: true})
		default:
			select {
			case <-c.wake:
			case <-c.gone:
				return
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

func (c *conn) put(m toClient) error {
	if err := c.ws.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	return c.ws.WriteJSON(m)
}

// end tells why nothing more comes, and closes. A page that was told does not
// come back by itself, but for a server that only stops for a moment.
func (c *conn) end(word lastWord) {
	m := toClient{Taken: true}
	if word == goodbye {
		m = c.farewell(c.client.lastReason())
	}
	_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	c.told = c.ws.WriteJSON(m) == nil && word == goodbye
	c.close()
}

func (c *conn) close() {
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	_ = c.ws.Close()
}

// refuse tells why there is no session, and ends the connection.
func (c *conn) refuse(reason string) {
	if c.put(c.farewell(reason)) == nil {
		c.close()
	}
}

func (c *conn) farewell(reason string) toClient {
	html := ""
	if reason != "" {
		html = c.opts.Render(wire.Part{Kind: wire.Text, Text: reason}, *c.client.flags.Load())
	}
	return toClient{Close: &html, Again: c.opts.Stopping != nil && c.opts.Stopping()}
}
