package scene_test

import (
	"io"
	"net"
	"strings"
	"testing"

	"mud/cmd/mud/scene"
)

// TestProxyProtocol holds that the player's own address is known behind a
// trusted proxy on telnet (row 37 of the users' pains), and that a header of
// anybody else is no header.
func TestProxyProtocol(t *testing.T) {
	for _, c := range []struct{ name, trusted, header, want string }{
		{"version 1", "127.0.0.1", "PROXY TCP4 203.0.113.5 192.0.2.1 40000 4000\r\n", "203.0.113.5"},
		{"version 2", "127.0.0.0/8", "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c\xcb\x00\x71\x07\xc0\x00\x02\x01\x9c\x40\x0f\xa0", "203.0.113.7"},
		{"from a stranger", "192.0.2.99", "PROXY TCP4 203.0.113.5 192.0.2.1 40000 4000\r\n", "127.0.0.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, err := scene.Start(t.TempDir(), scripts, "portal.proxy_protocol = true", `portal.trusted_proxies = ["`+c.trusted+`"]`)
			must(t, err)
			defer func() { must(t, w.Close()) }()
			conn, err := net.Dial("tcp", w.Telnet())
			must(t, err)
			_, err = io.WriteString(conn, c.header)
			must(t, err)
			p := scene.Over(conn)
			t.Cleanup(p.Close)
			must(t, p.See("leaves."), p.Type("create Ann correct-horse-9"), p.See("Exits:"))
			if log := w.Log(); !strings.Contains(log, "account=Ann address="+c.want) {
				t.Errorf("the log does not tell the address %s:\n%s", c.want, log)
			}
		})
	}
}

// A trusted proxy that sends no header is not taken for a player.
func TestProxyWithoutHeader(t *testing.T) {
	w, err := scene.Start(t.TempDir(), scripts, "portal.proxy_protocol = true", `portal.trusted_proxies = ["127.0.0.1"]`)
	must(t, err)
	defer func() { must(t, w.Close()) }()
	p, err := scene.Dial(w.Telnet())
	must(t, err)
	must(t, p.Type("create Ann correct-horse-9"), p.End())
	if strings.Contains(w.Log(), "account=Ann") {
		t.Error("it was let in")
	}
}
