package websocket

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/wire"
)

// piped is a listener whose connections are pipes, so that time in a test can
// be synctest's.
type piped chan net.Conn

func (l piped) Accept() (net.Conn, error) {
	if c, ok := <-l; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (l piped) Close() error   { return nil }
func (l piped) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// proxyTimeout is what nginx waits for the next bytes of a server by default.
const proxyTimeout = 60 * time.Second

// proxy is a way to the listener that is cut when the server is silent for too
// long.
func (l piped) proxy() net.Conn {
	client, front := net.Pipe()
	back, server := net.Pipe()
	l <- server
	go func() { _, _ = io.Copy(back, front); _ = back.Close() }()
	go func() {
		defer front.Close()
		buf := make([]byte, 4096)
		for {
			_ = back.SetReadDeadline(time.Now().Add(proxyTimeout))
			n, err := back.Read(buf)
			if err != nil {
				return
			}
			if _, err := front.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	return client
}

// inFakeTime runs a page against a server with the default times, behind a
// proxy.
func inFakeTime(t *testing.T, fn func(t *testing.T, ws *websocket.Conn, s *fakeSession)) {
	synctest.Test(t, func(t *testing.T) {
		ln, p := make(piped), &fakePortal{news: make(chan *fakeSession, 1)}
		srv := &http.Server{Handler: Handler(p, Options{
			Log: slog.New(slog.DiscardHandler), Render: func(p wire.Part, _ wire.Flags) string { return p.Text },
		})}
		go func() { _ = srv.Serve(ln) }()
		dialer := websocket.Dialer{NetDial: func(_, _ string) (net.Conn, error) { return ln.proxy(), nil }}
		ws, _, err := dialer.Dial("ws://game.example.org/ws", nil)
		must(t, err)
		must(t, ws.WriteMessage(websocket.TextMessage, []byte(`{"t":"hello"}`)))
		s := <-p.news
		fn(t, ws, s)
		_ = ws.Close()
		s.took(func() bool { return len(s.gone) > 0 })
		close(ln)
		_ = srv.Close()
	})
}

// took waits in fake time until something holds, and tells how long that was.
func (s *fakeSession) took(holds func() bool) time.Duration {
	from := time.Now()
	for {
		s.mu.Lock()
		ok, news := holds(), s.news
		s.mu.Unlock()
		if ok {
			return time.Since(from)
		}
		<-news
	}
}

// TestRow26 leaves a page idle for half an hour behind a proxy that cuts
// connections after a minute of silence: its next command works.
func TestRow26(t *testing.T) {
	inFakeTime(t, func(t *testing.T, ws *websocket.Conn, s *fakeSession) {
		heard := make(chan error, 1)
		go func() {
			for {
				if _, _, err := ws.ReadMessage(); err != nil { // it answers pings as a browser does
					heard <- err
					return
				}
			}
		}()
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		select {
		case err := <-heard:
			t.Fatalf("the connection was cut: %v", err)
		default:
		}
		must(t, ws.WriteMessage(websocket.TextMessage, []byte(`{"t":"line","n":1,"v":"look"}`)))
		synctest.Wait()
		if fmt.Sprint(s.lines) != "[look]" || s.Flags()["LINKDEAD"] == true {
			t.Errorf("after half an hour the lines are %q and the flags %v", s.lines, s.Flags())
		}
	})
}

// TestRow23 has a page fall silent without a word: within 90 seconds it counts
// as away. Its session ends five minutes later, or half a minute when nobody has
// logged in.
func TestRow23(t *testing.T) {
	for name, c := range map[string]struct {
		loggedIn bool
		linger   time.Duration
	}{"a player": {true, 5 * time.Minute}, "a visitor": {false, 30 * time.Second}} {
		t.Run(name, func(t *testing.T) { silent(t, c.loggedIn, c.linger) })
	}
}

func silent(t *testing.T, loggedIn bool, linger time.Duration) {
	inFakeTime(t, func(t *testing.T, ws *websocket.Conn, s *fakeSession) {
		s.change(func() { s.loggedIn = loggedIn })
		ws.SetPingHandler(func(string) error { return nil })
		go func() { _, _, _ = ws.ReadMessage(); _, _, _ = ws.ReadMessage() }()
		if took := s.took(func() bool { return s.flags["LINKDEAD"] == true }); took > 90*time.Second {
			t.Errorf("it counts as away after %s", took)
		}
		if took := s.took(func() bool { return len(s.gone) > 0 }); took != linger {
			t.Errorf("its session ended %s after that", took)
		}
	})
}

// TestRow23OfOthers: so it is with clients of others, which have a subprotocol:
// one that is silent for 90 seconds is closed.
func TestRow23OfOthers(t *testing.T) {
	for _, name := range []string{subGMCP, subTelnet} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ln, p, ended := make(piped), &fakePortal{news: make(chan *fakeSession, 1)}, make(chan struct{})
				srv := &http.Server{Handler: Handler(p, Options{
					Log: slog.New(slog.DiscardHandler), Terminal: plain,
					Telnet: func(c net.Conn) { go func() { _, _ = io.Copy(io.Discard, c); close(ended) }() },
				})}
				go func() { _ = srv.Serve(ln) }()
				dialer := websocket.Dialer{Subprotocols: []string{name}, NetDial: func(_, _ string) (net.Conn, error) {
					client, server := net.Pipe()
					ln <- server
					return client, nil
				}}
				ws, _, err := dialer.Dial("ws://game.example.org/ws", nil)
				must(t, err)
				ws.SetPingHandler(func(string) error { return nil })
				go func() { _, _, _ = ws.ReadMessage() }()
				from := time.Now()
				if name == subTelnet {
					<-ended
				} else {
					s := <-p.news
					s.took(func() bool { return len(s.gone) > 0 })
				}
				if took := time.Since(from); took > 90*time.Second {
					t.Errorf("it was closed after %s", took)
				}
				_ = ws.Close()
				close(ln)
				_ = srv.Close()
			})
		})
	}
}

// A connection that never says what it is has no session, and ends.
func TestNoHello(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln, p := make(piped), &fakePortal{news: make(chan *fakeSession, 1)}
		srv := &http.Server{Handler: Handler(p, Options{Log: slog.New(slog.DiscardHandler)})}
		go func() { _ = srv.Serve(ln) }()
		dialer := websocket.Dialer{NetDial: func(_, _ string) (net.Conn, error) { return ln.proxy(), nil }}
		ws, _, err := dialer.Dial("ws://game.example.org/ws", nil)
		must(t, err)
		from := time.Now()
		_, _, err = ws.ReadMessage()
		if took := time.Since(from); err == nil || errors.Is(err, os.ErrDeadlineExceeded) || took != helloTime || len(p.news) > 0 {
			t.Errorf("after %s: %v; %d sessions", took, err, len(p.news))
		}
		close(ln)
		_ = srv.Close()
	})
}
