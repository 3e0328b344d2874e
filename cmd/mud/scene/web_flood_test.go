package scene_test

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// closedByServer waits for the server to close a connection.
func closedByServer(t *testing.T, c net.Conn) {
	t.Helper()
	if n, err := c.Read(make([]byte, 1)); n > 0 || err == nil || strings.Contains(err.Error(), "timeout") {
		t.Errorf("it is not closed: %d bytes, %v", n, err)
	}
}

// from is a client that comes from an address of its own, over TLS too. It keeps
// its connection.
func from(address string) *http.Client {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	return &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{
		DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}}
}

// gets fetches a page.
func gets(t *testing.T, c *http.Client, url string) {
	t.Helper()
	t.Cleanup(c.CloseIdleConnections)
	answer, err := c.Get(url)
	must(t, err)
	_, err = io.Copy(io.Discard, answer.Body) // else it is not kept
	must(t, err, answer.Body.Close())
	if answer.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", url, answer.Status)
	}
}

// noticed waits until the server has noticed something, well before the time in
// which it would end what is silent anyway.
func noticed(t *testing.T, what string, yet func() bool) {
	t.Helper()
	for deadline := time.Now().Add(8 * time.Second); !yet(); {
		if time.Now().After(deadline) {
			t.Fatalf("the server never notices %s", what)
		}
	}
}

// TestIdleWebConnections: an address has a bound on its connections to the web
// doors that ask for nothing, or never come to the end of asking; others get
// the page all the while.
func TestIdleWebConnections(t *testing.T) {
	const most = 6 * 3
	w := open(t, "portal.max_sessions_per_ip = 3")
	for name, door := range map[string]struct{ address, url, word string }{
		"web":   {w.Web(), "http://" + w.Web() + "/", "GET / HTTP/1.1\r\nHost: game.example.org\r\n"},
		"https": {w.WebTLS(), "https://" + w.WebTLS() + "/", helloTLS},
	} {
		t.Run(name, func(t *testing.T) {
			half := begin(t, door.address, door.word, most)
			for _, c := range begin(t, door.address, door.word, 10) {
				closedByServer(t, c)
			}
			gets(t, from("127.0.0.2"), door.url)
			for _, c := range half {
				_ = c.Close()
			}
			noticed(t, "that the connections are gone", func() bool {
				answer, err := from("127.0.0.1").Get(door.url)
				if err == nil {
					_ = answer.Body.Close()
				}
				return err == nil
			})
		})
	}
	t.Run("kept open", func(t *testing.T) {
		w := open(t, "portal.max_sessions_per_ip = 3")
		kept := begin(t, w.Web(), "GET / HTTP/1.1\r\nHost: game.example.org\r\n\r\n", most)
		for _, c := range kept {
			answer, err := http.ReadResponse(bufio.NewReader(c), nil)
			must(t, err)
			_ = answer.Body.Close()
		}
		for range 2 * most { // they take the places of those that were idle before
			gets(t, from("127.0.0.1"), "http://"+w.Web()+"/")
		}
		for _, c := range kept {
			closedByServer(t, c)
		}
	})
}

// TestWebSocketsWithoutHello: those of one address that say nothing are
// bounded too, and a page that was here comes back when there is room.
func TestWebSocketsWithoutHello(t *testing.T) {
	w := open(t)
	page := &bareWeb{world: w}
	page.load(t)
	page.types(t, "create Webster correct-horse-9")
	page.sees(t, "You become")
	var silent []*websocket.Conn
	for {
		ws, answer, err := websocket.DefaultDialer.Dial("ws://"+w.Web()+"/ws", nil)
		if err != nil {
			if answer == nil || answer.StatusCode != http.StatusTooManyRequests {
				t.Fatalf("after %d: %v", len(silent), err)
			}
			break
		}
		defer ws.Close()
		if silent = append(silent, ws); len(silent) > 64 {
			t.Fatal("there is no bound")
		}
	}
	_ = silent[0].Close()
	noticed(t, "that one of them is gone", func() bool {
		ws, _, err := websocket.DefaultDialer.Dial("ws://"+w.Web()+"/ws", nil)
		if err != nil {
			return false
		}
		t.Cleanup(func() { _ = ws.Close() })
		must(t, ws.WriteJSON(map[string]any{"t": "hello"}))
		_, _, err = ws.ReadMessage() // it is welcome, and no newcomer any more
		must(t, err)
		return true
	})
	if page.load(t) {
		t.Error("the page has a new session")
	}
}
