// Package portalhalf is the Portal as a whole: its listeners, its protocols
// and its admin address, around sessions/portal. It knows nothing of the
// engine, of Lua and of the store, and no other half: who runs it gives it a
// link to a Server, and a new one when that ends.
package portalhalf

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"mud/sessions/portal"
	"mud/sessions/portal/telnet"
	"mud/sessions/portal/websocket"
	"mud/sessions/wire"
)

// Options are what a Portal is set to; the addresses are "" for none.
type Options struct {
	portal.Options
	Game           string
	About          string // what the game is, for the first web page
	Telnet         string
	TelnetTLS      string
	SSH            string
	Web            string
	WebTLS         string
	TLSCert        string // files, for all that speaks TLS
	TLSKey         string
	MCCP           bool // whether telnet compresses
	MSSP           []telnet.Variable
	Admin          string   // loopback only
	MaxLine        int      // bytes
	WebOrigins     []string // other sites whose pages may open the WebSocket
	ProxyProtocol  bool     // of telnet
	TrustedProxies []string // addresses and networks
}

// Half is the Portal with its open ports.
type Half struct {
	portal   *portal.Portal
	options  Options
	doors    []*door
	admin    net.Listener
	trusted  trusted
	visitors *visitors
	page     func() http.Handler  // of all web doors, as a page may come back by another
	figures  http.Handler         // the Portal's own, for Prometheus
	status   func() portal.Status // who is here, at most a second old

	stop    chan struct{} // closed when it is to stop
	mu      sync.Mutex
	stopped bool
	reason  string // why
	asker   int64  // the session that asked for the new Server, 0 for none
	report  string // what went wrong with the last Server, for who asked for it
}

// New opens the ports. Nobody is let in before Run. On an error nothing is left
// open.
func New(o Options) (*Half, error) {
	h := &Half{options: o, trusted: newTrusted(o.TrustedProxies), stop: make(chan struct{})}
	if err := os.MkdirAll(o.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	o.Left = h.left
	var err error
	if h.portal, err = portal.New(o.Options); err != nil {
		return nil, err
	}
	h.visitors = newVisitors(h.portal.MaxSessionsPerIP, h.portal.MaxSessions, h.trusted, func(address string) {
		o.Log.Debug("too many web connections", "address", address)
	})
	h.figures = h.metrics()
	h.status = sparingly(time.Second, h.portal.Status)
	h.page = sync.OnceValue(func() http.Handler { return websocket.Handler(h.portal, h.webOptions()) })
	if err := errors.Join(h.openDoors(), h.openAdmin()); err != nil {
		h.Close()
		return nil, err
	}
	return h, nil
}

func (h *Half) openAdmin() error {
	if h.options.Admin == "" {
		return nil
	}
	var err error
	if h.admin, err = listen("admin", h.options.Admin); err != nil {
		return err
	}
	if !loopback(h.admin.Addr()) {
		return fmt.Errorf("[portal] admin = %q can be reached from other machines; it must be a loopback address such as 127.0.0.1:4002", h.options.Admin)
	}
	return nil
}

func loopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// Close closes the ports of a Half that does not run.
func (h *Half) Close() {
	for _, d := range h.doors {
		_ = d.ln.Close()
	}
	if h.admin != nil {
		_ = h.admin.Close()
	}
}

// Stop has Run tell everybody and end. It may be called twice.
func (h *Half) Stop(reason string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.stopped {
		h.stopped, h.reason = true, reason
		close(h.stop)
	}
}

// stopping reports whether it is to stop.
func (h *Half) stopping() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.stopped
}

// NextServer is closed when the next Server has come up.
func (h *Half) NextServer() <-chan struct{} { return h.portal.NextServer() }

// left is what a Server says as it goes.
func (h *Half) left(l wire.Leave) {
	h.mu.Lock()
	h.asker = l.Asker
	h.mu.Unlock()
	if l.Stop {
		h.Stop(l.Reason)
	}
}

// Serve serves players with a Server until its link ends.
func (h *Half) Serve(ctx context.Context, conn portal.Link) error {
	if err := h.portal.Run(ctx, conn); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// shutdownTime is how long connections may take to get their last texts.
const shutdownTime = 10 * time.Second

// Run lets players in, until ctx ends or Stop is called. When it returns, all
// connections have been told and are closed; the link is still up, so that the
// Server can take leave of them.
func (h *Half) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var parts sync.WaitGroup
	errs := make(chan error, 8)
	run := func(what string, fn func(context.Context) error) {
		parts.Go(func() {
			if err := fn(ctx); err != nil {
				errs <- fmt.Errorf("%s: %w", what, err)
			}
			stop() // no part goes on without the others
		})
	}
	for _, d := range h.doors {
		run(d.key, func(ctx context.Context) error { return d.serve(ctx, d.ln) })
	}
	for _, p := range Protocols {
		run(fmt.Sprintf("%T", p), func(ctx context.Context) error { return p.Serve(ctx, h.portal) })
	}
	admin, stopAdmin := context.WithCancel(context.Background()) // it tells how the stop went
	var last sync.WaitGroup
	if h.admin != nil {
		last.Go(func() {
			if err := h.serve(admin, h.admin, &http.Server{Handler: h.adminHandler()}); err != nil {
				errs <- fmt.Errorf("admin: %w", err)
			}
			stop()
		})
	}
	h.logOpen()
	select {
	case <-ctx.Done():
	case <-h.stop:
	}
	h.Stop("")
	h.farewell()
	stop()
	parts.Wait()
	stopAdmin()
	last.Wait()
	close(errs)
	var err error
	for e := range errs {
		err = errors.Join(err, e)
	}
	return err
}

// logOpen tells where the ports are really open.
func (h *Half) logOpen() {
	var at []any
	for _, d := range h.doors {
		at = append(at, d.key, d.ln.Addr().String())
	}
	if h.admin != nil {
		at = append(at, "admin", h.AdminAddr())
	}
	h.options.Log.Info("open for players", at...)
}

// farewell tells everybody that the game stops, and waits until they know.
func (h *Half) farewell() {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	h.mu.Lock()
	reason := "The server is shutting down."
	if h.reason != "" {
		reason += " " + h.reason
	}
	h.mu.Unlock()
	h.portal.Shutdown(ctx, reason)
}

// serve runs an HTTP server on a listener until ctx ends.
func (h *Half) serve(ctx context.Context, ln net.Listener, srv *http.Server) error {
	srv.ReadHeaderTimeout, srv.IdleTimeout = 10*time.Second, 2*time.Minute
	srv.ErrorLog = slog.NewLogLogger(h.options.Log.Handler(), slog.LevelDebug)
	closed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(closed)
		last, cancel := context.WithTimeout(context.Background(), time.Second) // for answers that are on their way
		defer cancel()
		if srv.Shutdown(last) != nil {
			_ = srv.Close()
		}
	})
	err := srv.Serve(ln)
	if !stop() {
		<-closed
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// TelnetAddr, WebAddr and AdminAddr are where the ports are really open, "" for
// one that is not.
func (h *Half) TelnetAddr() string { return h.at("telnet") }

// TLSAddr is that of telnet over TLS, see TelnetAddr.
func (h *Half) TLSAddr() string { return h.at("telnet_tls") }

// SSHAddr is that of ssh, see TelnetAddr.
func (h *Half) SSHAddr() string { return h.at("ssh") }

// WebAddr is the web's, see TelnetAddr.
func (h *Half) WebAddr() string { return h.at("web") }

// WebTLSAddr is that of the web over TLS, see TelnetAddr.
func (h *Half) WebTLSAddr() string { return h.at("web_tls") }

// AdminAddr is the admin address, see TelnetAddr.
func (h *Half) AdminAddr() string { return addr(h.admin) }

func addr(ln net.Listener) string {
	if ln == nil {
		return ""
	}
	return ln.Addr().String()
}
