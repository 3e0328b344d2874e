package websocket

import (
	"encoding/json"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// plain renders as it is.
func plain(p wire.Part, _ wire.Flags) string {
	switch p.Kind {
	case wire.Text:
		return p.Text + "\n"
	case wire.Prompt:
		return p.Text
	}
	return ""
}

// dialStandard connects with a subprotocol.
func dialStandard(t *testing.T, url, name string) *websocket.Conn {
	t.Helper()
	d := websocket.Dialer{Subprotocols: []string{"unknown.example", name}}
	ws, _, err := d.Dial("ws"+strings.TrimPrefix(url, "http")+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.Close() })
	if ws.Subprotocol() != name {
		t.Fatalf("the subprotocol is %q, want %q", ws.Subprotocol(), name)
	}
	_ = ws.SetReadDeadline(time.Now().Add(20 * time.Second)) // not to hang when the test fails
	return ws
}

// TestStandards: text and data in the frames that each subprotocol of
// mudstandards.org has for them.
func TestStandards(t *testing.T) {
	for _, c := range []struct {
		name     string
		frames   [][2]string // sent: "t" or "b", and what is in it
		lines    []string
		oob      []string
		protocol string
		answer   [][2]string
	}{
		{
			subGMCP, [][2]string{{"t", `Core.Hello {"client":"x"}`}, {"t", "Core.Ping"}, {"b", "look\r\n"}, {"b", "say hi\nnorth"}},
			[]string{"look", "say hi", "north"}, []string{`Core.Hello {"client":"x"}`, "Core.Ping "}, "websocket/gmcp",
			[][2]string{{"b", "one\r\n"}, {"t", `Room.Info {"num":1}`}, {"t", "Core.Ping"}, {"b", "two\r\n> "}, {"t", `Core.Goodbye "bye"`}, {"b", "bye\r\n"}},
		},
		{
			subJSON, [][2]string{{"t", `{"proto":"gmcp","id":"Core.Hello","data":"{\"client\":\"x\"}"}`}, {"t", `{"proto":"telnet_31","data":"AA=="}`}, {"t", `nonsense`}, {"b", "look"}},
			[]string{"look"}, []string{`Core.Hello {"client":"x"}`, " ", " "}, "websocket/json",
			[][2]string{{"b", "one\r\n"}, {"t", `{"proto":"gmcp","id":"Room.Info","data":"{\"num\":1}"}`}, {"t", `{"proto":"gmcp","id":"Core.Ping","data":""}`}, {"b", "two\r\n> "},
				{"t", `{"proto":"gmcp","id":"Core.Goodbye","data":"\"bye\""}`}, {"b", "bye\r\n"}},
		},
		{
			subTerminal, [][2]string{{"t", `Core.Hello {}`}, {"b", "look\xff"}}, []string{"look\ufffd"}, nil, "websocket/terminal",
			[][2]string{{"b", "one\r\ntwo\r\n> "}, {"b", "bye\r\n"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &fakePortal{}
			srv := serve(t, p, func(o *Options) { o.Terminal = plain })
			ws := dialStandard(t, srv.URL, c.name)
			s := <-p.news
			for _, f := range c.frames {
				if err := ws.WriteMessage(kindOf[f[0]], []byte(f[1])); err != nil {
					t.Fatal(err)
				}
			}
			s.wait(t, "all is read", func() bool { return len(s.lines) == len(c.lines) && len(s.oob) == len(c.oob) })
			if !slices.Equal(s.lines, c.lines) || !slices.Equal(s.oob, c.oob) || s.ready == 0 || s.protocol != c.protocol {
				t.Errorf("lines %q, data %q, ready %d, protocol %s", s.lines, s.oob, s.ready, s.protocol)
			}
			s.client.Send([]wire.Part{{Text: "one"}, {Kind: wire.OOB, Name: "Room.Info", Data: json.RawMessage(`{"num":1}`)},
				{Kind: wire.OOB, Name: "Core.Ping"}, {Text: "two"}, {Kind: wire.Prompt, Text: "> "}})
			s.client.Close("bye")
			for _, f := range c.answer {
				kind, data, err := ws.ReadMessage()
				if err != nil || kind != kindOf[f[0]] || string(data) != f[1] {
					t.Errorf("it is sent %d %q (%v), want %v", kind, data, err, f)
				}
			}
			s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
		})
	}
}

var kindOf = map[string]int{"t": websocket.TextMessage, "b": websocket.BinaryMessage}

// TestTelnetInFrames: the whole stream is in binary frames, from the player's
// own address.
func TestTelnetInFrames(t *testing.T) {
	came := make(chan net.Conn, 1)
	srv := serve(t, &fakePortal{}, func(o *Options) {
		o.Terminal, o.Telnet = plain, func(c net.Conn) {
			_, _ = c.Write([]byte("\xff\xfb\x46")) // before anything is read, as telnet makes its offers
			came <- c
		}
	})
	ws := dialStandard(t, srv.URL, subTelnet)
	c := <-came
	if kind, data, err := ws.ReadMessage(); err != nil || kind != websocket.BinaryMessage || string(data) != "\xff\xfb\x46" {
		t.Errorf("it is offered %d %q (%v)", kind, data, err)
	}
	if got := c.RemoteAddr().String(); got != "127.0.0.1:0" {
		t.Errorf("it comes from %s", got)
	}
	if err := ws.WriteMessage(websocket.BinaryMessage, []byte("\xff\xfb\x18look\r\n")); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 9)
	if _, err := io.ReadFull(c, buf); err != nil || string(buf) != "\xff\xfb\x18look\r\n" {
		t.Errorf("it reads %q (%v)", buf, err)
	}
	if _, err := c.Write([]byte("\xff\xfd\x18")); err != nil {
		t.Fatal(err)
	}
	if kind, data, err := ws.ReadMessage(); err != nil || kind != websocket.BinaryMessage || string(data) != "\xff\xfd\x18" {
		t.Errorf("it is sent %d %q (%v)", kind, data, err)
	}
	_ = c.Close()
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("the WebSocket outlives the connection")
	}
}

// FuzzMessages holds that nothing in a frame breaks a connection of any
// subprotocol, nor the page's, and that no line has characters that nobody types.
func FuzzMessages(f *testing.F) {
	for _, seed := range []string{"look\r\n", `Core.Hello {"client":"x"}`, `{"proto":"gmcp","id":"a","data":"1"}`, `{"t":"line","v":"look"}`,
		`{"t":"oob","name":"x","data":[1]}`, `{"t":"hello","v":{}}`, "\x00\xff\n\n", `{"t":"flags","v":{"SCREENWIDTH":1e99}}`} {
		for i := range uint8(8) {
			f.Add(i, []byte(seed))
		}
	}
	names := []string{subGMCP, subJSON, subTerminal}
	f.Fuzz(func(t *testing.T, how uint8, data []byte) {
		s := &fakeSession{news: make(chan struct{})}
		kind := websocket.BinaryMessage
		if how&1 == 0 {
			kind = websocket.TextMessage
		}
		c := &standard{dialect: dialects[names[int(how>>1)%len(names)]], session: s, opts: Options{MaxLine: 64}, queue: portal.NewQueue()}
		c.receive(kind, data)
		_ = pageFlags(data)
		for _, line := range append(lines(data), s.lines...) {
			if strings.ContainsAny(line, "\r\n\x00\x1b") {
				t.Errorf("the line %q has control characters", line)
			}
		}
	})
}
