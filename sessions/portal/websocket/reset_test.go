package websocket

import (
	"bytes"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

// recorded is a connection that keeps what is written to it.
type recorded struct {
	net.Conn
	written bytes.Buffer
}

func (c *recorded) Write(p []byte) (int, error) {
	c.written.Write(p)
	return c.Conn.Write(p)
}

// TestRow34 resets connections at every byte of the handshake and of the first
// messages. The server stays up, and no session is left of them.
func TestRow34(t *testing.T) {
	p := &fakePortal{}
	server := serve(t, p, nil)
	address := strings.TrimPrefix(server.URL, "http://")
	var all recorded
	dialer := websocket.Dialer{NetDial: func(network, _ string) (net.Conn, error) {
		c, err := net.Dial(network, address)
		all.Conn = c
		return &all, err
	}}
	ws, _, err := dialer.Dial("ws://"+address+"/ws", http.Header{"Origin": {server.URL}})
	must(t, err)
	send(t, ws, `{"t":"hello"}`, `{"t":"ready"}`)
	ended := <-p.news
	_ = ws.Close()
	bytes := all.written.Bytes()
	for n := range bytes {
		c, err := net.Dial("tcp", address)
		must(t, err)
		_, err = c.Write(bytes[:n])
		must(t, err)
		must(t, c.(*net.TCPConn).SetLinger(0))
		must(t, c.Close())
	}
	alive, w := enter(t, server, "", 0)
	send(t, alive, `{"t":"line","v":"hello"}`)
	ended.wait(t, "the end of the first", func() bool { return len(ended.gone) > 0 })
	for {
		s := <-p.news
		if s.wait(t, "a line or the end", func() bool { return len(s.lines)+len(s.gone) > 0 }); len(s.lines) > 0 {
			break // that is the one that is alive
		}
	}
	if !w.New {
		t.Errorf("the page after them is welcomed with %+v", w)
	}
}
