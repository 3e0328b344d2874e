package websocket

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/wire"
)

// helloTime is how long a connection may take to say what it is.
const helloTime = 10 * time.Second

// socket accepts WebSockets.
type socket struct {
	acc       portal.Acceptor
	opts      Options
	pages     *pages
	newcomers newcomers
	upgrader  websocket.Upgrader
}

func (s *socket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	known, ok := s.newcomers.enter(s.opts.address(r))
	if !ok {
		http.Error(w, "Too many connections from your address are on their way in.", http.StatusTooManyRequests)
		return
	}
	defer known()
	ws, err := s.upgrader.Upgrade(w, r, nil)
	if err != nil {
		s.opts.Log.Debug("no websocket", "address", r.RemoteAddr, "error", err)
		return // Upgrade has answered
	}
	defer tcp.Recover(s.opts.Log, ws.NetConn())
	if ws.Subprotocol() != "" {
		known()
		s.serveStandard(ws, r)
		return
	}
	c := newConn(ws, s.opts)
	h, err := c.hello()
	known()
	if err != nil {
		s.opts.Log.Debug("a web client did not say hello", "address", r.RemoteAddr, "error", err)
		_ = ws.Close()
		return
	}
	switch err := s.resume(c, h); {
	case errors.Is(err, errLate):
		_ = ws.Close()
	case err == nil || s.begin(c, r):
		c.serve()
	}
}

// hello reads the first message. A client that says something else first is a
// new one; what it said is handled when it has a session.
func (c *conn) hello() (h hello, err error) {
	if err := c.ws.SetReadDeadline(time.Now().Add(helloTime)); err != nil {
		return h, err
	}
	_, c.first, err = c.ws.ReadMessage()
	if err != nil {
		return h, err
	}
	var m fromClient
	if json.Unmarshal(c.first, &m) == nil && m.Type == "hello" {
		_ = json.Unmarshal(m.Value, &h) // a hello that is none opens nothing
	}
	return h, nil
}

// resume gives the connection the session that its token opens.
func (s *socket) resume(c *conn, h hello) error {
	client := s.pages.find(h.Token)
	if client == nil {
		return errLeft
	}
	w, err := client.attach(c, h)
	if err == nil {
		c.greet(w)
	}
	return err
}

// begin gives the connection a session of its own.
func (s *socket) begin(c *conn, r *http.Request) bool {
	client := newClient(s.opts, s.pages)
	c.client, client.conn = client, c
	flags := defaultFlags()
	flags["TLS"] = r.TLS != nil
	session, err := s.acc.Connect(client, s.opts.address(r), "websocket", flags)
	if err != nil {
		c.refuse(err.Error())
		return false
	}
	client.began(session)
	c.token = s.pages.issue(client, "")
	c.greet(welcome{New: true})
	return true
}

// greet writes the welcome, before anything else is written.
func (c *conn) greet(w welcome) {
	w.Token, w.Session = c.token, c.client.session.ID()
	if c.put(toClient{Welcome: &w}) != nil {
		_ = c.ws.Close() // serve notices
	}
}

func defaultFlags() wire.Flags {
	return wire.Flags{"CLIENTNAME": "mud web client", "ANSI": true, "XTERM256": true, "TRUECOLOR": true, "UTF-8": true, "OOB": true}
}
