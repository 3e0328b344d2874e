package portalhalf

import (
	"net"

	"mud/sessions/portal/websocket"
	"mud/sessions/render"
)

// webOptions are how the web is served.
func (h *Half) webOptions() websocket.Options {
	return websocket.Options{
		Game: h.options.Game, About: h.options.About, Ways: h.ways(),
		Online: func() []string { return h.portal.Status().Players },
		Render: render.HTML, Stylesheet: render.Stylesheet(), MaxLine: h.options.MaxLine,
		Trusted: h.trusted, Stopping: h.stopping, Log: h.options.Log,
	}
}

// ways are the open ports for other clients than the web page.
func (h *Half) ways() (out []websocket.Way) {
	for _, l := range []struct {
		ln            net.Listener
		name, command string
	}{
		{h.telnet, "telnet", "telnet %[1]s %[2]d"},
	} {
		if l.ln == nil {
			continue
		}
		if tcp, ok := l.ln.Addr().(*net.TCPAddr); ok {
			out = append(out, websocket.Way{Name: l.name, Port: tcp.Port, Command: l.command})
		}
	}
	return out
}
