package scene_test

import (
	"cmp"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mud/cmd/mud/scene"
	"mud/engine"
)

// bareWeb is a web client without a browser.
type bareWeb struct {
	world *scene.World
	url   string // of the WebSocket; "" for that without TLS
	ws    *websocket.Conn
	token string
	try   int
	seen  uint64
	typed int
}

// fromServer is what it reads of a message.
type fromServer struct {
	Welcome *struct {
		Token string `json:"token"`
		New   bool   `json:"new"`
	} `json:"welcome"`
	Seq   uint64 `json:"n"`
	Parts []struct {
		HTML string          `json:"html"`
		Name string          `json:"name"`
		Data json.RawMessage `json:"data"`
	} `json:"parts"`
	Close *string `json:"close"`
}

// load connects as a page does that is loaded, and reports whether it has a
// new session.
func (b *bareWeb) load(t *testing.T) bool {
	t.Helper()
	dialer := websocket.Dialer{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	ws, _, err := dialer.Dial(cmp.Or(b.url, "ws://"+b.world.Web()+"/ws"), nil)
	must(t, err)
	t.Cleanup(func() { _ = ws.Close() })
	_ = ws.SetReadDeadline(time.Now().Add(30 * time.Second)) // not to hang when the test fails
	b.ws = ws
	b.try++
	must(t, ws.WriteJSON(map[string]any{"t": "hello", "v": map[string]any{"token": b.token, "seen": b.seen, "try": b.try}}))
	m := b.next(t)
	if m.Welcome == nil {
		t.Fatalf("it is not welcomed but told %+v", m)
	}
	b.token = m.Welcome.Token
	must(t, ws.WriteJSON(map[string]any{"t": "ready"}))
	return m.Welcome.New
}

func (b *bareWeb) next(t *testing.T) (m fromServer) {
	t.Helper()
	must(t, b.ws.ReadJSON(&m))
	b.seen = max(b.seen, m.Seq)
	return m
}

func (b *bareWeb) types(t *testing.T, line string) {
	t.Helper()
	b.typed++
	must(t, b.ws.WriteJSON(map[string]any{"t": "line", "n": b.typed, "v": line}))
}

func (b *bareWeb) sees(t *testing.T, text string) {
	t.Helper()
	for {
		for _, p := range b.next(t).Parts {
			if strings.Contains(p.HTML, text) {
				return
			}
		}
	}
}

// sessions counts the sessions that are logged in.
func sessions(t *testing.T, w *scene.World) (n int) {
	t.Helper()
	must(t, w.Engine().Do(t.Context(), func(e *engine.Engine) error {
		n = len(e.Sessions.All(false))
		return nil
	}))
	return n
}

// TestPageRow7 loads a page 50 times, some of them cut off in the middle: one
// session is left, in modes 0 and 1 (row 7 of the users' pains).
func TestPageRow7(t *testing.T) {
	for _, mode := range []int{0, 1} {
		t.Run(fmt.Sprintf("mode %d", mode), func(t *testing.T) {
			w, err := scene.Start(t.TempDir(), scripts, fmt.Sprintf("sessions.multisession_mode = %d", mode))
			must(t, err)
			defer func() { must(t, w.Close()) }()
			b := &bareWeb{world: w}
			b.load(t)
			b.types(t, "create Webster correct-horse-9")
			b.sees(t, "You become")
			for i := range 50 {
				if i%2 == 0 {
					_ = b.ws.Close()
				}
				if b.load(t) {
					t.Fatalf("refresh %d has a new session", i)
				}
			}
			b.types(t, "say still here")
			b.sees(t, "still here")
			if n := sessions(t, w); n != 1 {
				t.Errorf("there are %d sessions", n)
			}
		})
	}
}

// TestPageRow23 cuts a page off: who leaves it out at once, and has it again
// when it is back (row 23 of the users' pains; that silence is noticed within
// 90 s is held in sessions/portal/websocket).
func TestPageRow23(t *testing.T) {
	w, err := scene.Start(t.TempDir(), scripts)
	must(t, err)
	defer func() { must(t, w.Close()) }()
	b := &bareWeb{world: w}
	b.load(t)
	b.types(t, "create Webster correct-horse-9")
	b.sees(t, "You become")
	bob := enter(t, w, "Bob")
	count := func(text string) {
		t.Helper()
		for {
			must(t, bob.Type("who"))
			seen, err := bob.Until("logged in.")
			must(t, err)
			if strings.Contains(seen, text) {
				return
			}
		}
	}
	count("2 accounts")
	_ = b.ws.NetConn().Close()
	count("1 account")
	if b.load(t) {
		t.Error("it has a new session")
	}
	count("2 accounts")
}
