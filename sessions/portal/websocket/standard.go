package websocket

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/wire"
)

// The subprotocols of mudstandards.org/websocket, for clients of others. Text
// with ANSI codes is in binary frames, out-of-band data in text frames; the
// whole stream of telnet is in binary frames.
const (
	subTelnet   = "telnet.mudstandards.org"
	subGMCP     = "gmcp.mudstandards.org"
	subJSON     = "json.mudstandards.org"
	subTerminal = "terminal.mudstandards.org"
)

// dialect is how one of them writes and reads out-of-band data, nil for not.
type dialect struct {
	write func(name string, data json.RawMessage) []byte
	read  func(frame []byte) (name string, data json.RawMessage)
}

var dialects = map[string]dialect{
	subTerminal: {},
	subGMCP:     {writeGMCP, readGMCP},
	subJSON:     {writeEnvelope, readEnvelope},
}

// standards are their names, the richest first.
func standards(telnet bool) []string {
	names := []string{subJSON, subGMCP, subTerminal}
	if telnet {
		names = append(names, subTelnet)
	}
	return names
}

func writeGMCP(name string, data json.RawMessage) []byte {
	name = portal.GMCPName(name)
	if len(data) == 0 {
		return []byte(name)
	}
	return append([]byte(name+" "), data...)
}

func readGMCP(frame []byte) (string, json.RawMessage) {
	name, data, _ := strings.Cut(string(frame), " ")
	return name, json.RawMessage(strings.TrimSpace(data))
}

// envelope is a text frame of the JSON subprotocol. Data is JSON in a string.
type envelope struct {
	Proto string `json:"proto"`
	ID    string `json:"id,omitempty"`
	Data  string `json:"data"`
}

func writeEnvelope(name string, data json.RawMessage) []byte {
	out, _ := json.Marshal(envelope{"gmcp", portal.GMCPName(name), string(data)}) // strings: cannot fail
	return out
}

func readEnvelope(frame []byte) (string, json.RawMessage) {
	var e envelope
	if json.Unmarshal(frame, &e) != nil || e.Proto != "gmcp" {
		return "", nil
	}
	return e.ID, json.RawMessage(e.Data)
}

// standard is a client that speaks one of them. It is a portal.Client.
type standard struct {
	ws      *websocket.Conn
	opts    Options
	dialect dialect
	session portal.Session
	queue   *portal.Queue
	flags   atomic.Pointer[wire.Flags]
	done    chan struct{} // closed when nothing more is written
}

// serveStandard runs a connection whose client asked for a subprotocol.
func (s *socket) serveStandard(ws *websocket.Conn, r *http.Request) {
	if ws.Subprotocol() == subTelnet {
		s.serveTelnet(ws, s.opts.address(r))
		return
	}
	c := &standard{ws: ws, opts: s.opts, dialect: dialects[ws.Subprotocol()], queue: portal.NewQueue(), done: make(chan struct{})}
	flags := wire.Flags{"ANSI": true, "XTERM256": true, "UTF-8": true, "OOB": c.dialect.write != nil, "NOPROMPTGOAHEAD": true, "TLS": r.TLS != nil}
	all := wire.DefaultFlags()
	c.flags.Store(&all)
	session, err := s.acc.Connect(c, s.opts.address(r), "websocket/"+strings.TrimSuffix(ws.Subprotocol(), ".mudstandards.org"), flags)
	if err != nil {
		_ = c.put(websocket.BinaryMessage, []byte(err.Error()+"\r\n")) // it is being sent away
		_ = ws.Close()
		return
	}
	c.session = session
	session.Ready()
	c.serve()
}

// serve reads until the connection ends; a goroutine writes.
func (c *standard) serve() {
	defer portal.Recover(c.opts.Log, c.session, c.broken)
	go c.write()
	c.ws.SetReadLimit(maxFrame)
	deadline := func() error { return c.ws.SetReadDeadline(time.Now().Add(2*c.opts.Ping + 10*time.Second)) }
	c.ws.SetPongHandler(func(string) error { return deadline() })
	for deadline() == nil {
		kind, data, err := c.ws.ReadMessage()
		if err != nil || !c.receive(kind, data) {
			break
		}
	}
	c.session.Gone(c.queue.Ended("connection closed"))
	c.queue.Close("")
	<-c.done
}

// broken ends a connection at once.
func (c *standard) broken() {
	_ = c.ws.Close()
	c.queue.Close("")
}

// receive handles one frame; false when the session is over.
func (c *standard) receive(kind int, data []byte) bool {
	if kind == websocket.TextMessage {
		if c.dialect.read == nil {
			return true
		}
		name, value := c.dialect.read(data)
		return c.session.OOB(name, value) == nil
	}
	quoted, _ := json.Marshal(strings.ToValidUTF8(string(data), "\ufffd")) // a string: cannot fail
	for _, line := range lines(quoted) {
		if len(line) > c.opts.MaxLine {
			c.Send([]wire.Part{{Kind: wire.Text, Text: "That line was too long and was not sent: at most " + strconv.Itoa(c.opts.MaxLine) + " bytes are taken."}})
			continue
		}
		if c.session.Line(line) != nil {
			return false
		}
	}
	return true
}

// Send queues the output of one step.
func (c *standard) Send(parts []wire.Part) {
	if !c.queue.Put(parts) {
		c.opts.Log.Warn("slow web client closed", "address", c.ws.RemoteAddr())
		tcp.Cut(c.ws.NetConn()) // nothing more can be written to it; the reader reports it
	}
}

// FlagsChanged takes the session's flags over.
func (c *standard) FlagsChanged(flags wire.Flags) { c.flags.Store(&flags) }

// Close writes what is queued and the reason, and ends the connection.
func (c *standard) Close(reason string) { c.queue.Close(reason) }

// write writes what is queued until the queue is closed.
func (c *standard) write() {
	defer close(c.done)
	defer c.ws.Close()
	defer portal.Recover(c.opts.Log, c.session, c.broken)
	ping := time.NewTicker(c.opts.Ping)
	defer ping.Stop()
	for {
		parts, last := c.queue.Take()
		var err error
		switch {
		case parts != nil:
			err = c.show(parts)
		case last:
			if reason := c.queue.Reason(); reason != "" {
				_ = c.show(portal.Goodbye(reason)) // the client may be gone
			}
			_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
			return
		default:
			select {
			case <-c.queue.Wake():
			case <-ping.C:
				err = c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime))
			}
		}
		if err != nil {
			return // the reader notices and reports it
		}
	}
}

// show writes one step: its texts in one frame, and each piece of data in its
// own, in their order.
func (c *standard) show(parts []wire.Part) error {
	flags := *c.flags.Load()
	var text strings.Builder
	flush := func() error {
		if text.Len() == 0 {
			return nil
		}
		defer text.Reset()
		return c.put(websocket.BinaryMessage, []byte(strings.ReplaceAll(text.String(), "\n", "\r\n")))
	}
	for _, p := range parts {
		if p.Kind == wire.OOB && c.dialect.write != nil {
			if err := flush(); err != nil {
				return err
			}
			if err := c.put(websocket.TextMessage, c.dialect.write(p.Name, p.Data)); err != nil {
				return err
			}
		}
		text.WriteString(c.opts.Terminal(p, flags)) // "" for all but texts
	}
	return flush()
}

func (c *standard) put(kind int, data []byte) error {
	if err := c.ws.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	return c.ws.WriteMessage(kind, data)
}
