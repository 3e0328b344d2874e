package portalhalf

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"strconv"

	"mud/sessions/portal"
	"mud/sessions/portal/ssh"
	"mud/sessions/portal/tcp"
	"mud/sessions/portal/telnet"
	"mud/sessions/render"
)

// Protocols are what this build speaks beside the protocols of mud.toml: a game
// with one of its own adds it here (docs/protocol.md).
var Protocols []portal.Protocol

// door is a port with the protocol that is spoken behind it.
type door struct {
	key   string // of [portal]
	ln    net.Listener
	serve func(ctx context.Context, ln net.Listener) error
}

// openDoors opens the ports of mud.toml that have an address.
func (h *Half) openDoors() error {
	o := h.options
	var cert *tcp.Certificate // of all doors
	for _, d := range []struct {
		key, address string
		secure, http bool
		serve        func(ctx context.Context, ln net.Listener) error
	}{
		{"telnet", o.Telnet, false, false, h.serveTelnet("telnet", o.MCCP)},
		{"telnet_tls", o.TelnetTLS, true, false, h.serveTelnet("telnet/ssl", false)}, // compressed secrets can be guessed by their length
		{"ssh", o.SSH, false, false, h.serveSSH},
		{"web", o.Web, false, true, h.serveWeb},
		{"web_tls", o.WebTLS, true, true, h.serveWeb},
	} {
		if d.address == "" {
			continue
		}
		ln, err := listen(d.key, d.address)
		if err != nil {
			return err
		}
		if o.ProxyProtocol && !d.http { // which has X-Forwarded-For
			ln = behindProxy(ln, h.trusted)
		}
		h.doors = append(h.doors, &door{d.key, ln, d.serve})
		if d.secure {
			if cert == nil {
				if cert, err = tcp.LoadCertificate(o.TLSCert, o.TLSKey, o.Log); err != nil {
					return err
				}
			}
			h.doors[len(h.doors)-1].ln = tls.NewListener(ln, cert.Config())
		}
	}
	return nil
}

func listen(key, address string) (net.Listener, error) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s ([portal] %s): is another server running there? Stop it, or set another address in mud.toml: %w", address, key, err)
	}
	return ln, nil
}

// at is where the port of a key is really open, "" if it is not.
func (h *Half) at(key string) string {
	for _, d := range h.doors {
		if d.key == key {
			return addr(d.ln)
		}
	}
	return ""
}

func (h *Half) serveTelnet(protocol string, compress bool) func(ctx context.Context, ln net.Listener) error {
	return func(ctx context.Context, ln net.Listener) error {
		return telnet.Serve(ctx, ln, h.portal, h.telnetOptions(protocol, compress))
	}
}

func (h *Half) telnetOptions(protocol string, compress bool) telnet.Options {
	return telnet.Options{
		Render: render.Terminal, MaxLine: h.options.MaxLine, Protocol: protocol, Compress: compress, MSSP: h.mssp,
		Expect: h.portal.Expect, Log: h.options.Log,
	}
}

// telnetInFrames takes telnet that comes in a WebSocket, which is not compressed
// either: behind a proxy there is TLS around it.
func (h *Half) telnetInFrames(c net.Conn) {
	telnet.Accept(c, h.portal, h.telnetOptions("websocket/telnet", false))
}

func (h *Half) serveSSH(ctx context.Context, ln net.Listener) error {
	return ssh.Serve(ctx, ln, h.portal, ssh.Options{
		Render: render.Terminal, DataDir: h.options.DataDir, MaxLine: h.options.MaxLine,
		Expect: h.portal.Expect, Log: h.options.Log,
	})
}

// mssp is what a list of games is told now: what is known here, and what the
// settings say.
func (h *Half) mssp() []telnet.Variable {
	status := h.status()
	known := [][2]string{
		{"NAME", h.options.Game},
		{"PLAYERS", strconv.Itoa(len(status.Players))},
		{"UPTIME", strconv.FormatInt(status.Started.Unix(), 10)},
		{"CODEBASE", "mud " + h.options.Build},
		{"CRAWL DELAY", "-1"},
		{"CHARSET", "UTF-8"},
		{"SSL", port(h.TLSAddr())},
		{"ANSI", "1"}, {"UTF-8", "1"}, {"VT100", "0"}, {"XTERM 256 COLORS", "1"}, {"XTERM TRUE COLORS", "1"},
		{"GMCP", "1"}, {"MSDP", "1"}, {"MXP", "1"}, {"MCCP", bit(h.options.MCCP)}, {"MSP", "0"}, {"PUEBLO", "0"},
	}
	var out []telnet.Variable
	for _, v := range known {
		if v[1] != "" {
			out = append(out, telnet.Variable{Name: v[0], Values: []string{v[1]}})
		}
	}
	var ports []string
	for _, at := range []string{h.SSHAddr(), h.TLSAddr(), h.TelnetAddr()} { // the most important one last
		if p := port(at); p != "" {
			ports = append(ports, p)
		}
	}
	return append(append(out, telnet.Variable{Name: "PORT", Values: ports}), h.options.MSSP...)
}

func port(at string) string {
	_, p, _ := net.SplitHostPort(at)
	return p
}

func bit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
