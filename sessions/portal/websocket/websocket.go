// Package websocket is the web protocol of the Portal: the pages that are
// served from the binary, and the WebSocket behind them. One message in each
// direction is one JSON text frame; protocol.go says what is in it.
//
// A page keeps its session while its connections come and go (client.go). Each
// connection has two goroutines: one reads and calls the Portal, one writes
// (conn.go).
package websocket

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// Options are how the web is served.
type Options struct {
	Game   string                                     // the game's name, in the page's title
	About  string                                     // what it is, for the first page, or ""
	Ways   []Way                                      // how other clients connect, for the first page
	Online func() []string                            // who is in the game, as a stranger may know it; nil for nobody
	Render func(p wire.Part, flags wire.Flags) string // a part as safe HTML
	// Terminal renders for clients of others, which are terminals.
	Terminal func(p wire.Part, flags wire.Flags) string
	// Telnet takes connections over which telnet is spoken; nil for none.
	Telnet     func(net.Conn)
	Stylesheet string        // the colours that Render's classes stand for
	MaxLine    int           // bytes of one line; 0 is 8192
	Ping       time.Duration // how often a connection is tested; 0 is 25 s
	Linger     time.Duration // how long a session that is logged in waits for its page; 0 is 5 min
	Origins    []string      // other origins that may connect, such as "https://example.org"
	// Trusted knows the proxies whose X-Forwarded-For is believed; nil for none.
	Trusted interface{ Has(address netip.Addr) bool }
	// Stopping tells whether the server ends; nil for never. Pages that it
	// closes then come back by themselves.
	Stopping func() bool
	Log      *slog.Logger
}

// Way is a way in for other clients. The first page says with which host.
type Way struct {
	Name    string // such as "telnet"
	Port    int
	Command string // what is typed in a terminal, with %[1]s for the host and %[2]d for the port, or ""
}

// policy lets the pages load and run only what they bring themselves, and hear
// the sounds that a game names.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"media-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// maxFrame bounds what a client may send at once.
const maxFrame = 64 << 10

// Handler serves the first page at /, the page that is played on at /play, and
// the WebSocket at /ws.
func Handler(acc portal.Acceptor, opts Options) http.Handler {
	if opts.MaxLine <= 0 {
		opts.MaxLine = 8192
	}
	if opts.Ping <= 0 {
		opts.Ping = 25 * time.Second // proxies cut what is silent for 60 s
	}
	if opts.Linger <= 0 {
		opts.Linger = 5 * time.Minute
	}
	if opts.Online == nil {
		opts.Online = func() []string { return nil }
	}
	mux := http.NewServeMux()
	newSite(opts).routes(mux)
	mux.Handle("GET /ws", &socket{acc, opts, newPages(), newcomers{of: map[string]int{}}, websocket.Upgrader{
		CheckOrigin: opts.allowed, HandshakeTimeout: 10 * time.Second, Subprotocols: standards(opts.Telnet != nil),
		Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
			http.Error(w, reason.Error(), status)
		},
	}})
	return secured(mux)
}

// secured sets what every answer says to the browser.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// allowed judges the page that a WebSocket is opened from: another site's page
// must not play in a visitor's name.
func (o Options) allowed(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true // no browser: there is no visitor to be misused
	}
	u, err := url.Parse(origin)
	return err == nil && (strings.EqualFold(u.Host, r.Host) || slices.Contains(o.Origins, origin))
}
