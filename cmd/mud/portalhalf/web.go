package portalhalf

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"sync"

	"mud/sessions/portal/tcp"
	"mud/sessions/portal/websocket"
	"mud/sessions/render"
)

func (h *Half) serveWeb(ctx context.Context, ln net.Listener) error {
	return h.serve(ctx, ln, &http.Server{Handler: h.page(), ConnState: h.expectTLS(),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			tcp.Tune(c)
			return ctx
		}})
}

// expectTLS returns a function that has connections over TLS take a place of
// their address up to the first request, as they do on the other doors.
func (h *Half) expectTLS() func(net.Conn, http.ConnState) {
	var places sync.Map // net.Conn -> func()
	return func(c net.Conn, state http.ConnState) {
		if _, ok := c.(*tls.Conn); !ok || h.trusted.hasHost(tcp.Host(c)) {
			return
		}
		if state != http.StateNew {
			if leave, ok := places.LoadAndDelete(c); ok {
				leave.(func())()
			}
			return
		}
		leave, err := h.portal.Expect(tcp.Host(c))
		if err != nil {
			h.options.Log.Debug("no TLS", "address", tcp.Host(c), "error", err)
			_ = c.Close()
			return
		}
		places.Store(c, leave)
	}
}

// webOptions are how the web is served.
func (h *Half) webOptions() websocket.Options {
	return websocket.Options{
		Game: h.options.Game, About: h.options.About, Ways: h.ways(),
		Online: func() []string { return h.portal.Status().Players },
		Render: render.HTML, Terminal: render.Terminal, Telnet: h.telnetInFrames, Stylesheet: render.Stylesheet(), MaxLine: h.options.MaxLine,
		Trusted: h.trusted, Stopping: h.stopping, Log: h.options.Log,
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
