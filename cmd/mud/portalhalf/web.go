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
		Render: render.HTML, Terminal: render.Terminal, Telnet: h.telnetInFrames, Stylesheet: render.Stylesheet(), MaxLine: h.options.MaxLine,
		Trusted: h.trusted, Stopping: h.stopping, Log: h.options.Log,
	}
}

// ways are the open ports for other clients than the web page.
func (h *Half) ways() (out []websocket.Way) {
	forms := map[string]struct{ name, command string }{
		"telnet":     {"telnet", "telnet %[1]s %[2]d"},
		"telnet_tls": {"telnet over TLS", "#ssl {game} {%[1]s} {%[2]d}"},
		"ssh":        {"ssh", "ssh -p %[2]d ACCOUNT@%[1]s"},
	}
	for _, d := range h.doors {
		tcp, ok := d.ln.Addr().(*net.TCPAddr)
		if form, known := forms[d.key]; ok && known {
			out = append(out, websocket.Way{Name: form.name, Port: tcp.Port, Command: form.command})
		}
	}
	return out
}
