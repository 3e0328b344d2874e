package websocket

import (
	"log/slog"
	"net"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal/tcp"
)

// serveTelnet gives the telnet half of the Portal a connection whose bytes are
// those of the binary frames. One that does not answer pings is closed.
func (s *socket) serveTelnet(ws *websocket.Conn, from string) {
	ws.SetReadLimit(maxFrame)
	near, far := net.Pipe()
	stop, written := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(written)
		writeFrames(s.opts.Log, ws, near)
	}()
	go pinging(s.opts.Log, ws, s.opts.Ping, stop)
	defer func() {
		close(stop)
		_ = near.Close()
		<-written
	}()
	s.opts.Telnet(&stream{far, address(net.JoinHostPort(from, "0"))}) // it writes its offers at once
	deadline := func() error { return ws.SetReadDeadline(time.Now().Add(2*s.opts.Ping + 10*time.Second)) }
	ws.SetPongHandler(func(string) error { return deadline() })
	for deadline() == nil {
		kind, data, err := ws.ReadMessage()
		if err != nil {
			break
		}
		if kind == websocket.BinaryMessage {
			if _, err := near.Write(data); err != nil {
				break
			}
		}
	}
}

// writeFrames sends what comes as frames, until it ends, and closes.
func writeFrames(log *slog.Logger, ws *websocket.Conn, from net.Conn) {
	defer ws.Close()
	defer tcp.Recover(log, ws.NetConn())
	buf := make([]byte, 16<<10)
	for {
		n, err := from.Read(buf)
		if err != nil || ws.SetWriteDeadline(time.Now().Add(writeTime)) != nil || ws.WriteMessage(websocket.BinaryMessage, buf[:n]) != nil {
			return
		}
	}
}

// pinging sends pings until it is stopped or the connection breaks.
func pinging(log *slog.Logger, ws *websocket.Conn, often time.Duration, stop <-chan struct{}) {
	defer tcp.Recover(log, ws.NetConn())
	ping := time.NewTicker(often)
	defer ping.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ping.C:
			if ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime)) != nil {
				return // the reader notices
			}
		}
	}
}

// stream is such a connection; from is the player's own address.
type stream struct {
	net.Conn
	from address
}

// RemoteAddr is the player's own, also behind a proxy.
func (s *stream) RemoteAddr() net.Addr { return s.from }

// address is a host and a port as net.Addr.
type address string

// Network is "tcp".
func (address) Network() string { return "tcp" }

func (a address) String() string { return string(a) }
