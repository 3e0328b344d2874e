package portalhalf

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
	"mud/sessions/portal/websocket"
	"mud/sessions/render"
)

// The bounds of one request and its answer. A WebSocket is no request any more
// once it is open.
const (
	requestTime = 30 * time.Second // of a whole request
	answerTime  = time.Minute      // for a browser to take the answer
	maxHeader   = 32 << 10         // bytes; cookies of other pages of the host are in it
)

func (h *Half) serveWeb(ctx context.Context, ln net.Listener) error {
	return h.serve(ctx, ln, &http.Server{
		Handler: h.page(), ConnState: h.visitors.changed,
		ReadTimeout: requestTime, WriteTimeout: answerTime, MaxHeaderBytes: maxHeader,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			tcp.Tune(c)
			return ctx
		},
	})
}

// webOptions are how the web is served.
func (h *Half) webOptions() websocket.Options {
	return websocket.Options{
		Game: h.options.Game, About: h.options.About, Ways: h.ways(),
		Online: func() []string { return h.status().Players },
		Render: render.HTML, Terminal: render.Terminal, Telnet: h.telnetInFrames, Stylesheet: render.Stylesheet(), MaxLine: h.options.MaxLine,
		Origins: h.options.WebOrigins, Trusted: h.trusted, Stopping: h.stopping, Log: h.options.Log,
	}
}

// sparingly returns a function that gives what tell gave last, and calls it
// again at most so often: anybody may ask for the first page, and for MSSP, at
// any rate.
func sparingly(often time.Duration, tell func() portal.Status) func() portal.Status {
	var mu sync.Mutex
	var last portal.Status
	var at time.Time
	return func() portal.Status {
		mu.Lock()
		defer mu.Unlock()
		if at.IsZero() || time.Since(at) >= often {
			last, at = tell(), time.Now()
		}
		return last
	}
}

// wayForms are how clients come in by each door.
var wayForms = map[string][]struct{ name, command string }{
	"telnet": {
		{"Mudlet, most MUD clients", "%[1]s port %[2]d"}, {"TinTin++", "#session {game} {%[1]s} {%[2]d}"}, {"telnet", "telnet %[1]s %[2]d"},
	},
	"telnet_tls": {{"MUD clients over TLS", "%[1]s port %[2]d, secure"}, {"TinTin++ over TLS", "#ssl {game} {%[1]s} {%[2]d}"}},
	"ssh":        {{"ssh", "ssh -p %[2]d ACCOUNT@%[1]s"}},
}

// ways are the open ports for other clients than the web page.
func (h *Half) ways() (out []websocket.Way) {
	for _, d := range h.doors {
		at, ok := d.ln.Addr().(*net.TCPAddr)
		for _, way := range wayForms[d.key] {
			if ok {
				out = append(out, websocket.Way{Name: way.name, Port: at.Port, Command: way.command})
			}
		}
	}
	return out
}
