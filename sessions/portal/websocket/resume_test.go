package websocket

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"pgregory.net/rapid"

	"mud/sessions/wire"
)

func forMinutes(o *Options) { o.Linger = 5 * time.Minute }

func says(s *fakeSession, text string) { s.client.Send([]wire.Part{{Text: text}}) }

// hears reads messages until one has a text.
func hears(t *testing.T, ws *websocket.Conn, text string) (m toClient) {
	t.Helper()
	for {
		m = next(t, ws)
		for _, p := range m.Parts {
			if p.HTML == "<b>"+text+"</b>" {
				return m
			}
		}
	}
}

// A page that comes back has its session again, is told what it missed and
// nothing twice, and its repeated lines are run once. The Server is told
// nothing but that it was away.
func TestResume(t *testing.T) {
	p := &fakePortal{}
	server := serve(t, p, forMinutes)
	ws, first := enter(t, server, "", 0)
	s := <-p.news
	send(t, ws, `{"t":"ready"}`, `{"t":"line","n":1,"v":"one"}`, `{"t":"line","n":2,"v":"two"}`)
	s.wait(t, "two lines", func() bool { return len(s.lines) == 2 })
	says(s, "a")
	says(s, "b")
	s.client.Send([]wire.Part{{Kind: wire.Mask, On: true}})
	seen := hears(t, ws, "a").Seq
	_ = ws.Close()
	s.wait(t, "it is away", func() bool { return s.flags["LINKDEAD"] == true })
	says(s, "c")

	ws, again := enter(t, server, first.Token, seen)
	want := welcome{Token: again.Token, Session: 1, Got: 2, Mask: true}
	if again != want || again.Token == first.Token || len(again.Token) < 43 {
		t.Errorf("it is welcomed with %+v", again)
	}
	s.wait(t, "it is back", func() bool { return s.flags["LINKDEAD"] == false })
	for _, text := range []string{"b", "", "c"} {
		if m := next(t, ws); text != "" && m.Parts[0].HTML != "<b>"+text+"</b>" {
			t.Errorf("for %q came %+v", text, m)
		}
	}
	send(t, ws, `{"t":"ready"}`, `{"t":"line","n":2,"v":"two"}`, `{"t":"line","n":3,"v":"three"}`)
	s.wait(t, "three lines", func() bool { return len(s.lines) == 3 })
	if !slices.Equal(s.lines, []string{"one", "two", "three"}) || len(s.gone) > 0 {
		t.Errorf("the lines are %q; gone %q", s.lines, s.gone)
	}
	if _, w := enter(t, server, first.Token, 0); !w.New {
		t.Errorf("a used token opened %+v", w)
	}
	<-p.news
}

// Of two pages with one token the later has the session. The other is told so,
// and its token opens nothing any more.
func TestTwoPagesWithOneToken(t *testing.T) {
	p := &fakePortal{}
	server := serve(t, p, forMinutes)
	ws, first := enter(t, server, "", 0)
	s := <-p.news
	send(t, ws, `{"t":"ready"}`)
	s.wait(t, "ready", func() bool { return s.ready == 1 })
	other, w := enter(t, server, first.Token, 0)
	send(t, other, `{"t":"ready"}`)
	s.wait(t, "ready again", func() bool { return s.ready == 2 })
	if m := next(t, ws); w.New || !m.Taken {
		t.Errorf("the second page has %+v, the first is told %+v", w, m)
	}
	if _, w := enter(t, server, first.Token, 0); !w.New {
		t.Errorf("the first page came back to %+v", w)
	}
	says(s, "still here")
	hears(t, other, "still here")
	if len(s.gone) > 0 || s.Flags()["LINKDEAD"] == true {
		t.Errorf("the session is gone: %q, %v", s.gone, s.Flags())
	}
}

// TestRow7 reloads a page 50 times, sometimes before the last one was even
// welcomed: one session is left.
func TestRow7(t *testing.T) {
	p := &fakePortal{}
	server := serve(t, p, forMinutes)
	ws, w := enter(t, server, "", 0)
	s := <-p.news
	for i := range 50 {
		switch i % 3 {
		case 0:
			send(t, ws, `{"t":"ready"}`)
		case 1:
			_ = ws.NetConn().Close()
		}
		ws, w = enter(t, server, w.Token, 0)
		if w.New || w.Session != 1 {
			t.Fatalf("reload %d is welcomed with %+v", i, w)
		}
	}
	says(s, "hello")
	hears(t, ws, "hello")
	if len(p.news) > 0 || len(s.gone) > 0 {
		t.Errorf("%d more sessions were made; gone %q", len(p.news), s.gone)
	}
}

// A page that does not come back in time has no session any more.
func TestLinger(t *testing.T) {
	p := &fakePortal{}
	server := serve(t, p, nil)
	ws, w := enter(t, server, "", 0)
	s := <-p.news
	_ = ws.Close()
	s.wait(t, "the end", func() bool { return len(s.gone) == 1 })
	if _, w := enter(t, server, w.Token, 0); !w.New {
		t.Errorf("it came back to %+v", w)
	}
}

// A page that was away when its session ended is told the reason.
func TestEndWhileAway(t *testing.T) {
	p := &fakePortal{}
	server := serve(t, p, forMinutes)
	ws, w := enter(t, server, "", 0)
	s := <-p.news
	_ = ws.Close()
	s.wait(t, "it is away", func() bool { return s.flags["LINKDEAD"] == true })
	says(s, "last words")
	s.client.Close("You were booted.")
	s.wait(t, "the end", func() bool { return len(s.gone) > 0 })
	ws, w = enter(t, server, w.Token, 0)
	hears(t, ws, "last words")
	if m := next(t, ws); w.New || m.Close == nil || *m.Close != "<b>You were booted.</b>" || m.Again {
		t.Errorf("it is welcomed with %+v and told %+v", w, m)
	}
}

// Pages come back by themselves to a server that stops for a moment.
func TestStopping(t *testing.T) {
	ws, s := open(t, &fakePortal{}, func(o *Options) { o.Stopping = func() bool { return true } })
	s.client.Close("The server is shutting down.")
	if m := next(t, ws); m.Close == nil || !m.Again {
		t.Errorf("it is told %+v", m)
	}
}

func TestBacklog(t *testing.T) {
	add := func(b *backlog, n int, size int) (whole bool) {
		whole = true
		for range n {
			whole = b.add([]wire.Part{{Text: strings.Repeat("x", size)}}) && whole
		}
		return whole
	}
	writeAll := func(b *backlog) {
		for m, ok := b.after(b.written); ok; m, ok = b.after(b.written) {
			b.wrote(m)
		}
	}
	t.Run("the last 200 that were written are kept", func(t *testing.T) {
		var b backlog
		add(&b, 1000, 10)
		writeAll(&b)
		add(&b, 1, 10)
		if got := b.missed(801); got != 0 || b.missed(0) != 800 || b.waiting != 10 || b.bytes != 2010 {
			t.Errorf("missed %d of the last 200, %d of all; %d wait, %d kept", got, b.missed(0), b.waiting, b.bytes)
		}
	})
	t.Run("what waits is kept up to 1 MiB", func(t *testing.T) {
		var b backlog
		if !add(&b, 1024, 1024) || b.missed(0) != 0 {
			t.Error("something was dropped too early")
		}
		if add(&b, 1, 1024) || b.missed(0) != 1 || b.bytes != hardQueue || b.waiting != hardQueue {
			t.Errorf("missed %d, %d bytes are kept", b.missed(0), b.bytes)
		}
	})
	t.Run("out-of-band data goes first", func(t *testing.T) {
		var b backlog
		add(&b, 257, 1024)
		b.add([]wire.Part{{Kind: wire.OOB, Data: json.RawMessage("{}")}, {Text: "x"}})
		if m, ok := b.after(257); !ok || len(m.parts) != 1 {
			t.Errorf("kept %+v", m)
		}
	})
}

// player is a page as client.js is one: it counts its lines and keeps them
// until it knows that they have come, and keeps the number of the last message.
type player struct {
	server  *httptest.Server
	ws      *websocket.Conn // nil while cut off
	token   string
	seen    uint64
	try     uint64
	heard   []string
	typed   uint64
	unknown map[uint64]string // lines not known to have come
}

func (p *player) connect(t *testing.T) {
	p.ws = p.hello(t)
	w := next(t, p.ws).Welcome
	if w == nil {
		t.Fatal("it is not welcomed")
	}
	if p.token != "" && w.New {
		t.Fatal("its session is lost")
	}
	p.token = w.Token
	send(t, p.ws, `{"t":"ready"}`)
	p.forget(w.Got)
	for n := w.Got + 1; n <= p.typed; n++ {
		p.sendLine(n)
	}
}

// hello opens a connection and sends the first message.
func (p *player) hello(t *testing.T) *websocket.Conn {
	ws, _, err := dial(t, p.server, p.server.URL)
	must(t, err)
	p.try++
	send(t, ws, fmt.Sprintf(`{"t":"hello","v":{"token":%q,"seen":%d,"try":%d}}`, p.token, p.seen, p.try))
	return ws
}

func (p *player) forget(got uint64) {
	for n := range p.unknown {
		if n <= got {
			delete(p.unknown, n)
		}
	}
}

func (p *player) sendLine(n uint64) {
	_ = p.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"t":"line","n":%d,"v":%q}`, n, p.unknown[n]))
}

func (p *player) types() {
	p.typed++
	p.unknown[p.typed] = fmt.Sprint(p.typed)
	if p.ws != nil {
		p.sendLine(p.typed)
	}
}

func (p *player) hears(t *testing.T) {
	m := next(t, p.ws)
	p.forget(m.Got)
	if m.Seq > 0 {
		p.seen = m.Seq
		p.heard = append(p.heard, m.Parts[0].HTML)
	}
}

// TestNothingTwiceNothingMissing cuts a page off at random moments: before and
// after the welcome, with lines and messages on their way. In the end it has
// heard everything once and in order, and so has the Server.
func TestNothingTwiceNothingMissing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		portal := &fakePortal{}
		pl := &player{server: serve(t, portal, forMinutes), unknown: map[uint64]string{}}
		defer pl.server.Close()
		pl.connect(t)
		s := <-portal.news
		said := 0
		r.Repeat(map[string]func(*rapid.T){
			"the game speaks": func(*rapid.T) { said++; says(s, fmt.Sprint(said)) },
			"a line is typed": func(*rapid.T) { pl.types() },
			"a message is read": func(r *rapid.T) {
				if pl.ws == nil || len(pl.heard) == said {
					r.Skip()
				}
				pl.hears(t)
			},
			"the connection is cut": func(r *rapid.T) {
				if pl.ws == nil {
					r.Skip()
				}
				_ = pl.ws.NetConn().Close()
				pl.ws = nil
			},
			"the page comes back": func(r *rapid.T) {
				if pl.ws != nil {
					r.Skip()
				}
				if rapid.Bool().Draw(r, "and is cut before it is welcomed") {
					_ = pl.hello(t).NetConn().Close()
				}
				pl.connect(t)
			},
		})
		if pl.ws == nil {
			pl.connect(t)
		}
		for len(pl.heard) < said {
			pl.hears(t)
		}
		for i, html := range pl.heard {
			if want := fmt.Sprintf("<b>%d</b>", i+1); html != want {
				r.Fatalf("message %d is %s", i+1, html)
			}
		}
		s.wait(t, "all lines", func() bool { return uint64(len(s.lines)) >= pl.typed })
		for i, line := range s.lines {
			if line != fmt.Sprint(i+1) {
				r.Fatalf("line %d is %s of %q", i+1, line, s.lines)
			}
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
