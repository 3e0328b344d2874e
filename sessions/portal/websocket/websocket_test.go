package websocket

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// fakeSession is the Portal's side of one connection.
type fakeSession struct {
	client   portal.Client
	mu       sync.Mutex
	news     chan struct{}
	lines    []string
	oob      []string // "name data"
	loggedIn bool
	flags    wire.Flags
	ready    int
	protocol string
	gone     []string
}

func (s *fakeSession) change(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn()
	close(s.news)
	s.news = make(chan struct{})
}

func (s *fakeSession) ID() int64                   { return 1 }
func (s *fakeSession) SetFlags(changes wire.Flags) { s.change(func() { maps.Copy(s.flags, changes) }) }

func (s *fakeSession) Flags() wire.Flags {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flags.Clone()
}

func (s *fakeSession) Ready()             { s.change(func() { s.ready++ }) }
func (s *fakeSession) Gone(reason string) { s.change(func() { s.gone = append(s.gone, reason) }) }

func (s *fakeSession) LoggedIn() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loggedIn
}

func (s *fakeSession) OOB(name string, data json.RawMessage) error {
	s.change(func() { s.oob = append(s.oob, name+" "+string(data)) })
	return nil
}

func (s *fakeSession) Line(text string) error {
	s.change(func() { s.lines = append(s.lines, text) })
	return nil
}

func (s *fakeSession) wait(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		s.mu.Lock()
		ok, news := holds(), s.news
		s.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-news:
		case <-deadline:
			t.Fatalf("it never came to this: %s", what)
		}
	}
}

type fakePortal struct {
	refuse error
	news   chan *fakeSession
}

func (p *fakePortal) Connect(c portal.Client, _, protocol string, flags wire.Flags) (portal.Session, error) {
	if p.refuse != nil {
		return nil, p.refuse
	}
	s := &fakeSession{client: c, news: make(chan struct{}), flags: flags, protocol: protocol}
	p.news <- s
	return s, nil
}

// serve is a server on loopback with a fake Portal.
func serve(t *testing.T, p *fakePortal, change func(o *Options)) *httptest.Server {
	t.Helper()
	p.news = make(chan *fakeSession, 1000)
	o := Options{
		Game: "The <Test>", Linger: 20 * time.Millisecond, Stylesheet: ".f1{color:red}", Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Render: func(p wire.Part, _ wire.Flags) string { return "<b>" + p.Text + "</b>" },
	}
	if change != nil {
		change(&o)
	}
	s := httptest.NewServer(Handler(p, o))
	t.Cleanup(s.Close)
	return s
}

// dial opens the WebSocket as a page of that origin does.
func dial(t *testing.T, s *httptest.Server, origin string) (*websocket.Conn, *http.Response, error) {
	t.Helper()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	ws, answer, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(s.URL, "http")+"/ws", header)
	if err == nil {
		t.Cleanup(func() { _ = ws.Close() })
		_ = ws.SetReadDeadline(time.Now().Add(30 * time.Second)) // not to hang when the test fails
	}
	return ws, answer, err
}

func open(t *testing.T, p *fakePortal, change func(o *Options)) (*websocket.Conn, *fakeSession) {
	t.Helper()
	s := serve(t, p, change)
	ws, w := enter(t, s, "", 0)
	if !w.New || w.Token == "" || w.Session != 1 {
		t.Errorf("a new page is welcomed with %+v", w)
	}
	return ws, <-p.news
}

// enter opens the WebSocket and says hello.
func enter(t *testing.T, s *httptest.Server, token string, seen uint64) (*websocket.Conn, welcome) {
	t.Helper()
	ws, _, err := dial(t, s, s.URL)
	if err != nil {
		t.Fatal(err)
	}
	send(t, ws, fmt.Sprintf(`{"t":"hello","v":{"token":%q,"seen":%d}}`, token, seen))
	m := next(t, ws)
	if m.Welcome == nil {
		t.Fatalf("a page that says hello is told %+v", m)
	}
	return ws, *m.Welcome
}

func get(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

func TestPages(t *testing.T) {
	s := serve(t, &fakePortal{}, func(o *Options) {
		o.About, o.Online = "A <place>.", func() []string { return []string{"Ann", "<Bob>"} }
		o.Ways = []Way{{Name: "telnet", Port: 4000, Command: "telnet %[1]s %[2]d"}}
	})
	_, page := get(t, s.URL+"/play")
	assets := regexp.MustCompile(`assets/[0-9a-f]{16}/`).FindString(page)
	for _, c := range []struct {
		path, kind string
		has        []string
	}{
		{"/", "text/html", []string{"<title>The &lt;Test&gt;</title>", "A &lt;place&gt;.", "2 players: Ann, &lt;Bob&gt;.", "telnet 127.0.0.1 4000"}},
		{"/play", "text/html", []string{"<title>The &lt;Test&gt;</title>", assets + "js/main.js"}},
		{"/" + assets + "js/socket.js", "javascript", []string{"WebSocket"}},
		{"/" + assets + "css/play.css", "text/css", []string{"#log"}},
		{"/" + assets + "colours.css", "text/css", []string{".f1{color:red}"}},
	} {
		answer, body := get(t, s.URL+c.path)
		if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Header.Get("Content-Type"), c.kind) {
			t.Errorf("%s: %s, %s", c.path, answer.Status, answer.Header.Get("Content-Type"))
		}
		for _, text := range c.has {
			if !strings.Contains(body, text) {
				t.Errorf("%s: there is no %q", c.path, text)
			}
		}
		policy := answer.Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy %q lacks %q", c.path, policy, part)
			}
		}
		if strings.Contains(policy, "unsafe") || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: the headers are %v", c.path, answer.Header)
		}
	}
	for _, path := range []string{"/../../etc/passwd", "/" + assets + "js/..%2fplay.html", "/play.html", "/" + assets + "js/"} {
		if answer, _ := get(t, s.URL+path); answer.StatusCode < 400 {
			t.Errorf("%s: %s", path, answer.Status)
		}
	}
}

// The whole client is small enough for a slow line.
func TestSize(t *testing.T) {
	total := 0
	err := fs.WalkDir(web, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			content, err := web.ReadFile(path)
			total += len(content)
			return err
		}
		return err
	})
	if err != nil || total < 10_000 || total > 200_000 {
		t.Errorf("it has %d bytes (%v)", total, err)
	}
}

// A page of another site must not play in a visitor's name.
func TestOrigin(t *testing.T) {
	s := serve(t, &fakePortal{}, func(o *Options) { o.Origins = []string{"https://play.example.org"} })
	for origin, allowed := range map[string]bool{
		s.URL: true, "": true, "https://play.example.org": true, "https://evil.example.org": false, "null": false,
		"http://127.0.0.1.evil.example.org": false, "http://play.example.org": false,
	} {
		_, answer, err := dial(t, s, origin)
		if (err == nil) != allowed {
			t.Errorf("origin %q: %v", origin, err)
		}
		if !allowed && (answer == nil || answer.StatusCode != http.StatusForbidden) {
			t.Errorf("origin %q: the answer is %v", origin, answer)
		}
	}
}

func send(t *testing.T, ws *websocket.Conn, messages ...string) {
	t.Helper()
	for _, m := range messages {
		if err := ws.WriteMessage(websocket.TextMessage, []byte(m)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLines(t *testing.T) {
	ws, s := open(t, &fakePortal{}, func(o *Options) { o.MaxLine = 20 })
	send(t, ws,
		`{"t":"ready"}`, `{"t":"line","v":"look"}`, `{"t":"line","v":"n\ne\r\nsay <b>|r{x}"}`, `{"t":"line","v":""}`,
		`{"t":"line","v":"a\u0000\u001b[2J\u0090b"}`, `{"t":"line","v":"a line that is longer than twenty"}`, `{"t":"line","v":12}`,
		`{"t":"line"}`, `not JSON`, `[]`, `{"t":"other"}`, `{"t":"line","v":"last"}`)
	s.wait(t, "the last line", func() bool { return len(s.lines) > 0 && s.lines[len(s.lines)-1] == "last" })
	if want := []string{"look", "n", "e", "say <b>|r{x}", "", "a[2Jb", "last"}; !slices.Equal(s.lines, want) {
		t.Errorf("the lines are %q", s.lines)
	}
	if s.ready != 1 {
		t.Errorf("ready %d times", s.ready)
	}
	if m := next(t, ws); !strings.Contains(m.Parts[0].HTML, "too long") {
		t.Errorf("of the long line it was told %v", m)
	}
}

// The page may tell its size and that a screen reader is used, within bounds,
// and nothing else.
func TestFlags(t *testing.T) {
	ws, s := open(t, &fakePortal{}, nil)
	send(t, ws, `{"t":"flags","v":{"SCREENWIDTH":1000000,"SCREENHEIGHT":1,"SCREENREADER":true,"ANSI":false,"CLIENTNAME":"x"}}`,
		`{"t":"flags","v":{"SCREENWIDTH":"wide"}}`, `{"t":"flags","v":null}`, `{"t":"line","v":"x"}`)
	s.wait(t, "a line", func() bool { return len(s.lines) == 1 })
	for flag, want := range map[string]any{"SCREENWIDTH": 500, "SCREENHEIGHT": 5, "SCREENREADER": true, "ANSI": true, "CLIENTNAME": "mud web client"} {
		if s.Flags()[flag] != want {
			t.Errorf("%s is %v, want %v", flag, s.Flags()[flag], want)
		}
	}
}

func next(t *testing.T, ws *websocket.Conn) (m toClient) {
	t.Helper()
	if err := ws.ReadJSON(&m); err != nil {
		t.Fatal(err)
	}
	return m
}

// One step is one message; the end tells its reason, and the connection closes.
func TestOutput(t *testing.T) {
	ws, s := open(t, &fakePortal{}, nil)
	s.client.FlagsChanged(wire.DefaultFlags())
	s.client.Send([]wire.Part{{Kind: wire.Mask, On: true}, {Text: "hi", Type: "say"}, {Kind: wire.OOB, Name: "Char", Data: json.RawMessage(`{"hp":1}`)}, {Kind: wire.Prompt, Text: "Password: "}})
	s.client.Close("Goodbye.")
	s.client.Send([]wire.Part{{Text: "too late"}})
	_, data, err := ws.ReadMessage()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"n":1,"parts":[{"k":"mask","on":true},{"k":"text","html":"\u003cb\u003ehi\u003c/b\u003e","type":"say"},` +
		`{"k":"oob","name":"Char","data":{"hp":1}},{"k":"prompt","html":"\u003cb\u003ePassword: \u003c/b\u003e"}]}`
	if strings.TrimSpace(string(data)) != want {
		t.Errorf("it was sent %s", data)
	}
	if m := next(t, ws); m.Close == nil || *m.Close != "<b>Goodbye.</b>" {
		t.Errorf("the end is told as %v", m)
	}
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Errorf("then came %v", err)
	}
	s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
}

func TestNobodyIsLetIn(t *testing.T) {
	p := &fakePortal{refuse: errors.New("This game is full.")}
	s := serve(t, p, nil)
	ws, _, err := dial(t, s, s.URL)
	if err != nil {
		t.Fatal(err)
	}
	send(t, ws, `{"t":"hello"}`)
	if m := next(t, ws); m.Close == nil || *m.Close != "<b>This game is full.</b>" {
		t.Errorf("it was told %v", m)
	}
}

func TestConnectionsEnd(t *testing.T) {
	for name, end := range map[string]func(t *testing.T, ws *websocket.Conn, s *fakeSession){
		"the page is left": func(_ *testing.T, ws *websocket.Conn, _ *fakeSession) { _ = ws.Close() },
		"a message too big": func(_ *testing.T, ws *websocket.Conn, _ *fakeSession) {
			_ = ws.WriteMessage(websocket.TextMessage, make([]byte, maxFrame+1))
		},
		"bytes of no protocol": func(_ *testing.T, ws *websocket.Conn, _ *fakeSession) {
			_, _ = ws.NetConn().Write([]byte("\xff\xff\xff\xff\xff"))
		},
		"it never reads": func(_ *testing.T, _ *websocket.Conn, s *fakeSession) {
			for range 100_000 {
				s.client.Send([]wire.Part{{Text: strings.Repeat("x", 1000)}})
				s.mu.Lock()
				over := len(s.gone) > 0
				s.mu.Unlock()
				if over {
					return
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			ws, s := open(t, &fakePortal{}, nil)
			end(t, ws, s)
			s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
			s.client.Send([]wire.Part{{Text: "nobody is there"}}) // harms nothing
		})
	}
}

// A connection whose other end is silent is tested, and ends when it does not
// answer.
func TestPing(t *testing.T) {
	ws, s := open(t, &fakePortal{}, func(o *Options) { o.Ping = 10 * time.Millisecond })
	pings := make(chan struct{}, 100)
	ws.SetPingHandler(func(string) error {
		pings <- struct{}{}
		return nil // and no pong
	})
	go func() { _, _, _ = ws.ReadMessage() }()
	<-pings
	<-pings
	s.client.Close("")
	s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
}

func TestTwoHundredConnections(t *testing.T) {
	p := &fakePortal{}
	server := serve(t, p, nil)
	for range 200 {
		ws, _, err := dial(t, server, server.URL)
		if err != nil {
			t.Fatal(err)
		}
		send(t, ws, `{"t":"line","v":"hello"}`)
	}
	for range 200 {
		s := <-p.news
		s.wait(t, "its line", func() bool { return slices.Equal(s.lines, []string{"hello"}) })
	}
}
