package websocket

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gorilla/websocket"

	"mud/sessions/wire"
)

// TestPanic: what panics in writing for one connection, of the page or of
// others, ends that one only, and its session (row 33 of the users' pains).
func TestPanic(t *testing.T) {
	p := &fakePortal{}
	render := func(p wire.Part, flags wire.Flags) string {
		if p.Text == "break" {
			panic("out")
		}
		return plain(p, flags)
	}
	srv := serve(t, p, func(o *Options) {
		o.Render, o.Terminal, o.Log = render, render, slog.New(slog.DiscardHandler)
	})
	good, _ := enter(t, srv, "", 0)
	other := <-p.news
	for name, connect := range map[string]func() (*websocket.Conn, string){
		"the page":  func() (*websocket.Conn, string) { ws, w := enter(t, srv, "", 0); return ws, w.Token },
		subTerminal: func() (*websocket.Conn, string) { return dialStandard(t, srv.URL, subTerminal), "" },
	} {
		ws, token := connect()
		s := <-p.news
		s.client.Send([]wire.Part{{Text: "break"}})
		for {
			if _, _, err := ws.ReadMessage(); err != nil {
				break
			}
		}
		why := ""
		s.wait(t, "the end", func() bool {
			if len(s.gone) > 0 {
				why = s.gone[0]
			}
			return why != ""
		})
		if why != "an error of the server" {
			t.Errorf("%s: it ended because of %q", name, why)
		}
		if token != "" {
			if _, w := enter(t, srv, token, 0); !w.New {
				t.Error("the page comes back to what broke it")
			}
			<-p.news
		}
	}
	other.client.Send([]wire.Part{{Text: "still here"}})
	if m := next(t, good); len(m.Parts) != 1 || m.Parts[0].HTML != "still here\n" {
		t.Errorf("another page is told %+v", m)
	}
}

// breaking is a connection that panics when it is read.
type breaking struct{ net.Conn }

func (breaking) Read([]byte) (int, error) { panic("out") }

// TestPanicOfTelnetInFrames: what panics in writing frames ends that connection
// only (row 33 of the users' pains).
func TestPanicOfTelnetInFrames(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var u websocket.Upgrader
		if ws, err := u.Upgrade(w, r, nil); err == nil {
			go writeFrames(slog.New(slog.DiscardHandler), ws, breaking{}) // unguarded it would end the test
		}
	}))
	t.Cleanup(srv.Close)
	ws, _, err := dial(t, srv, "")
	must(t, err)
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("the connection goes on")
	}
}
