package portalhalf

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"mud/sessions/portal"
)

// pipes is a listener whose connections are pipes, so that time in a test can be
// synctest's.
type pipes struct {
	come   chan net.Conn
	closed chan struct{}
	close  func()
}

func newPipes() *pipes {
	p := &pipes{come: make(chan net.Conn), closed: make(chan struct{})}
	p.close = sync.OnceFunc(func() { close(p.closed) })
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.come:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error { p.close(); return nil }
func (*pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// TestTimeOfRequests: a connection of the web door that does not come to the end
// of a request, does not take its answer or asks for nothing more is closed.
func TestTimeOfRequests(t *testing.T) {
	answered := func(t *testing.T, c net.Conn) {
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.Copy(io.Discard, answer.Body)
	}
	for name, c := range map[string]struct {
		request string
		reads   func(t *testing.T, c net.Conn) // what it reads before it waits, nil for nothing
		ends    time.Duration
	}{
		"nothing is asked":            {"", nil, 10 * time.Second},
		"headers without end":         {"GET / HTTP/1.1\r\nHost: x\r\n", nil, 10 * time.Second},
		"a body that does not come":   {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx", answered, 30 * time.Second},
		"an answer that is not taken": {"GET /play HTTP/1.1\r\nHost: x\r\n\r\n", func(*testing.T, net.Conn) { time.Sleep(time.Minute + time.Second) }, time.Minute + time.Second},
		"nothing is asked any more":   {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", answered, 2 * time.Minute},
		"a WebSocket that says no word": {"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", answered, 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, err := New(Options{Options: portal.Options{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}})
				if err != nil {
					t.Fatal(err)
				}
				ctx, stop := context.WithCancel(t.Context())
				ln, done := newPipes(), make(chan error, 1)
				go func() { done <- h.serveWeb(ctx, ln) }()
				client, server := net.Pipe()
				ln.come <- server
				from := time.Now()
				if _, err := io.WriteString(client, c.request); err != nil {
					t.Fatal(err)
				}
				if c.reads != nil {
					c.reads(t, client)
				}
				_, _ = io.Copy(io.Discard, client)
				if took := time.Since(from); took != c.ends {
					t.Errorf("it is closed after %s, want %s", took, c.ends)
				}
				stop()
				if err := <-done; err != nil {
					t.Error(err)
				}
			})
		})
	}
}
