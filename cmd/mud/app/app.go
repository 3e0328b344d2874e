// Package app puts the parts of mud together: store, world, scripts, Portal
// and listeners, in the order in which they need one another. It is the only
// place that knows all of them.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"mud/cmd/mud/config"
	"mud/engine"
	"mud/engine/account"
	"mud/engine/clock"
	"mud/engine/layout"
	"mud/engine/session"
	"mud/engine/store"
	"mud/engine/store/sqlite"
	"mud/lua/load"
	"mud/sessions/link"
	"mud/sessions/portal"
	"mud/sessions/portal/telnet"
	"mud/sessions/portal/websocket"
	"mud/sessions/render"
	"mud/sessions/server"
)

// Version is mud's own.
const Version = "0.1.0"

// App is a whole server in one process.
type App struct {
	cfg       *config.Config
	log       *slog.Logger
	store     store.Store
	engine    *engine.Engine
	loader    *load.Loader
	portal    *portal.Portal
	server    *server.Server
	portalEnd link.Conn
	telnet    net.Listener
	web       net.Listener
	admin     net.Listener
	trusted   trusted
	stop      context.CancelFunc
}

// New opens the store, makes the world, loads the scripts and opens the ports.
// Nobody is let in before Run. On an error nothing is left open.
func New(cfg *config.Config, log *slog.Logger) (*App, error) {
	a := &App{cfg: cfg, log: log, trusted: newTrusted(cfg.Portal.TrustedProxies)}
	for _, step := range []func() error{a.served, a.openStore, a.openPortal, a.makeWorld, a.loadScripts, a.listen} {
		if err := step(); err != nil {
			a.close()
			return nil, err
		}
	}
	return a, nil
}

// served refuses settings of what this version does not do yet, so that nobody
// relies on it.
func (a *App) served() error {
	p := a.cfg.Portal
	for _, k := range []struct {
		section, key string
		set          bool
	}{
		{"portal", "telnet_tls", p.TelnetTLS != ""}, {"portal", "ssh", p.SSH != ""}, {"portal", "tls_cert", p.TLSCert != ""},
		{"portal", "tls_key", p.TLSKey != ""},
		{"scripts", "watch", a.cfg.Scripts.Watch},
	} {
		if k.set {
			return fmt.Errorf("%s: [%s] %s is not served by mud %s yet; leave the key out", a.cfg.Where(k.section, k.key), k.section, k.key, Version)
		}
	}
	return nil
}

func (a *App) openStore() error {
	if err := os.MkdirAll(a.cfg.DataDir(), 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	durability, err := store.ParseDurability(a.cfg.Store.Durability)
	if err != nil {
		return err
	}
	s, err := sqlite.Open(a.cfg.Store.File(), durability, a.log)
	if err != nil {
		return err
	}
	a.store = s
	return nil
}

func (a *App) openPortal() error {
	p := a.cfg.Portal
	var err error
	a.portal, err = portal.New(portal.Options{
		DataDir: a.cfg.DataDir(), MaxSessions: p.MaxSessions, MaxSessionsPerIP: p.MaxSessionsPerIP,
		CommandRate: p.CommandRate, ConnectionRate: p.ConnectionRate, Build: Version, Log: a.log,
	})
	var serverEnd link.Conn
	a.portalEnd, serverEnd = link.Pipe()
	a.server = server.New(serverEnd, a.log)
	return err
}

func (a *App) makeWorld() error {
	s, c := a.cfg.Sessions, a.cfg.Cmdsets
	var err error
	a.engine, err = engine.New(context.Background(), engine.Deps{
		Store: a.store, Sink: a.server, Clock: clock.Real{}, Log: a.log, Rules: s.Rules(),
		Levels:      session.Levels{Unloggedin: c.Unloggedin, Session: c.Session, Account: c.Account, Character: c.Character},
		Logins:      account.Throttle{What: "failed logins from your address", Limit: s.LoginAttempts, Window: s.LoginWindow},
		Creations:   account.Throttle{What: "new accounts from your address", Limit: s.CreateAttempts, Window: s.CreateWindow},
		IdleTimeout: s.IdleTimeout, SessionClass: s.Typeclass, Game: a.cfg.Game.Name, Version: Version, Seed: rand.Uint64(),
		Text:  layout.Measure{Width: render.Width, Wrap: render.Wrap, Plain: render.Plain, Cut: render.Cut, Lines: render.Lines},
		Build: func(o engine.Order) (engine.Scripts, string, error) { return a.loader.Build(o) },
	})
	if err != nil {
		return fmt.Errorf("reading the world from %s: %w", a.cfg.Store.File(), err)
	}
	return nil
}

func (a *App) loadScripts() error {
	a.loader = NewLoader(a.cfg, a.engine, a.log)
	scripts, report, err := a.loader.Start(engine.Order{})
	if err != nil {
		return fmt.Errorf("the scripts in %s cannot be used:\n%w", a.cfg.Scripts.Path, err)
	}
	a.log.Info("scripts loaded", "report", report)
	return a.engine.Start(scripts)
}

// NewLoader is a loader of the scripts that cfg names. e may be nil to check
// them only.
func NewLoader(cfg *config.Config, e *engine.Engine, log *slog.Logger) *load.Loader {
	return load.New(load.Options{
		Path: cfg.Scripts.Path, Plugins: cfg.Scripts.Plugins, Settings: cfg.Plugins,
		CallTime: cfg.Server.CallTime, CallMemory: cfg.Server.CallMemory, Engine: e, Log: log,
	})
}

func (a *App) listen() error {
	for _, l := range []struct {
		key, address string
		to           *net.Listener
	}{
		{"telnet", a.cfg.Portal.Telnet, &a.telnet},
		{"web", a.cfg.Portal.Web, &a.web},
		{"admin", a.cfg.Portal.Admin, &a.admin},
	} {
		if l.address == "" {
			continue
		}
		ln, err := net.Listen("tcp", l.address)
		if err != nil {
			return fmt.Errorf("cannot listen on %s ([portal] %s): is another server running there? Stop it, or set another address in mud.toml: %w", l.address, l.key, err)
		}
		if l.key == "telnet" && a.cfg.Portal.ProxyProtocol {
			ln = behindProxy(ln, a.trusted)
		}
		*l.to = ln
	}
	if a.admin != nil && !loopback(a.admin.Addr()) {
		return fmt.Errorf("[portal] admin = %q can be reached from other machines; it must be a loopback address such as 127.0.0.1:4002", a.cfg.Portal.Admin)
	}
	return nil
}

func loopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

func (a *App) close() {
	for _, ln := range []net.Listener{a.telnet, a.web, a.admin} {
		if ln != nil {
			_ = ln.Close()
		}
	}
	if a.store != nil {
		if err := a.store.Close(); err != nil {
			a.log.Error("closing the store", "error", err)
		}
	}
}

// shutdownTime is how long connections may take to get their last texts.
const shutdownTime = 10 * time.Second

// Run lets players in, until ctx ends or the world is shut down from inside.
// Everything that was done is stored when it returns.
func (a *App) Run(ctx context.Context) error {
	ctx, a.stop = context.WithCancel(ctx)
	defer a.stop()
	var parts sync.WaitGroup
	errs := make(chan error, 8)
	run := func(what string, fn func(context.Context) error) {
		parts.Go(func() {
			if err := fn(ctx); err != nil {
				errs <- fmt.Errorf("%s: %w", what, err)
			}
			a.stop() // no part goes on without the others
		})
	}
	linked, unlink := context.WithCancel(context.Background())
	var halves sync.WaitGroup
	halves.Go(func() { logged(a.log, "link", a.portal.Run(linked, a.portalEnd)) })
	halves.Go(func() { logged(a.log, "link", a.server.Run(linked, Version, a.engine.Post)) })
	world := make(chan error, 1)
	worldCtx, stopWorld := context.WithCancel(context.Background())
	go func() { world <- a.engine.Run(worldCtx); a.stop() }()
	if a.telnet != nil {
		run("telnet", func(ctx context.Context) error {
			return telnet.Serve(ctx, a.telnet, a.portal, telnet.Options{Render: render.Terminal, MaxLine: a.cfg.Portal.MaxLine, Log: a.log})
		})
	}
	if a.web != nil {
		run("web", a.serve(a.web, websocket.Handler(a.portal, websocket.Options{
			Game: a.cfg.Game.Name, Render: render.HTML, Stylesheet: render.Stylesheet(), MaxLine: a.cfg.Portal.MaxLine,
			Trusted: a.trusted, Stopping: func() bool { return ctx.Err() != nil }, Log: a.log})))
	}
	if a.admin != nil {
		run("admin", a.serve(a.admin, a.adminHandler()))
	}
	<-ctx.Done()
	a.farewell()
	parts.Wait()
	stopWorld()
	err := <-world
	unlink()
	halves.Wait()
	a.close()
	close(errs)
	for e := range errs {
		err = errors.Join(err, e)
	}
	return err
}

func logged(log *slog.Logger, what string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		log.Error(what, "error", err)
	}
}

// farewell tells everybody that the server stops, and waits until they know.
func (a *App) farewell() {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	reason := "The server is shutting down."
	if r := a.engine.Reason(); r != "" {
		reason += " " + r
	}
	a.portal.Shutdown(ctx, reason)
}

// serve runs an HTTP server on a listener until its context ends.
func (a *App) serve(ln net.Listener, h http.Handler) func(context.Context) error {
	return func(ctx context.Context) error {
		srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelDebug)}
		closed := make(chan struct{})
		stop := context.AfterFunc(ctx, func() {
			defer close(closed)
			last, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			if srv.Shutdown(last) != nil { // it lets answers end, that to /stop too
				_ = srv.Close()
			}
		})
		err := srv.Serve(ln)
		if !stop() {
			<-closed
		}
		if !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}
}

// Engine is the world, for tests and for the bench.
func (a *App) Engine() *engine.Engine { return a.engine }

// TelnetAddr, WebAddr and AdminAddr are where the ports are really open, "" for
// one that is not.
func (a *App) TelnetAddr() string { return addr(a.telnet) }

// WebAddr is the web's, see TelnetAddr.
func (a *App) WebAddr() string { return addr(a.web) }

// AdminAddr is the admin address, see TelnetAddr.
func (a *App) AdminAddr() string { return addr(a.admin) }

func addr(ln net.Listener) string {
	if ln == nil {
		return ""
	}
	return ln.Addr().String()
}
