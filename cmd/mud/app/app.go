// Package app is both halves in one process, over a link inside it. It is also
// where the settings of mud.toml become those of the Portal, which does not
// know the file.
package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"mud/cmd/mud/config"
	"mud/cmd/mud/portalhalf"
	"mud/cmd/mud/serverhalf"
	"mud/engine"
	"mud/sessions/link"
	"mud/sessions/portal"
)

// PortalOptions are the Portal's settings.
func PortalOptions(cfg *config.Config, log *slog.Logger) (portalhalf.Options, error) {
	p := cfg.Portal
	return portalhalf.Options{
		Options: portal.Options{
			DataDir: cfg.DataDir(), Number: p.Number, MaxSessions: p.MaxSessions, MaxSessionsPerIP: p.MaxSessionsPerIP,
			CommandRate: p.CommandRate, ConnectionRate: p.ConnectionRate, Build: serverhalf.Version, Log: log,
		},
		Game: cfg.Game.Name, About: cfg.Game.Description, Telnet: p.Telnet, TelnetTLS: p.TelnetTLS, SSH: p.SSH, Web: p.Web, WebTLS: p.WebTLS,
		TLSCert: p.TLSCert, TLSKey: p.TLSKey, MCCP: p.MCCP, MSSP: mssp(cfg.MSSP), Admin: p.Admin, MaxLine: p.MaxLine,
		WebOrigins: p.WebOrigins, ProxyProtocol: p.ProxyProtocol, TrustedProxies: p.TrustedProxies,
	}, nil
}

// App is a whole server in one process.
type App struct {
	*portalhalf.Half
	cfg *config.Config
	log *slog.Logger

	mu     sync.Mutex
	server *serverhalf.Half
	near   link.Conn // the Portal's end of the link
}

// New makes the world and opens the ports. Nobody is let in before Run. On an
// error nothing is left open.
func New(cfg *config.Config, log *slog.Logger) (*App, error) {
	if err := writable(cfg); err != nil {
		return nil, err
	}
	o, err := PortalOptions(cfg, log)
	if err != nil {
		return nil, err
	}
	server, err := serverhalf.New(cfg, log)
	if err != nil {
		return nil, err
	}
	front, err := portalhalf.New(o)
	if err != nil {
		server.Close()
		return nil, err
	}
	return &App{Half: front, cfg: cfg, log: log, server: server}, nil
}

// Run lets players in, until ctx ends or the world is shut down from inside.
// Everything that was done is stored when it returns.
func (a *App) Run(ctx context.Context) error {
	worlds, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- a.runServers(worlds)
		a.Stop("") // no half goes on without the other
	}()
	err := a.Half.Run(ctx)
	a.unlink()
	stop()
	return errors.Join(err, <-ended)
}

// runServers runs one Server after the other, until ctx or one of them stops
// everything.
func (a *App) runServers(ctx context.Context) error {
	for {
		how, err := a.runServer(ctx)
		if err != nil || how.Stop || ctx.Err() != nil {
			return err
		}
		if err := a.nextServer(ctx); err != nil {
			return err
		}
	}
}

// runServer runs the Server on a link of its own.
func (a *App) runServer(ctx context.Context) (engine.Leave, error) {
	near, far := link.Pipe()
	a.mu.Lock()
	a.near = near
	a.mu.Unlock()
	var ends sync.WaitGroup
	ends.Go(func() {
		if err := a.Half.Serve(context.Background(), near); err != nil {
			a.log.Error("the portal's end of the link", "error", err)
		}
	})
	ends.Go(func() { a.Server().Serve(context.Background(), far) })
	how, err := a.Server().Run(ctx, engine.Leave{Stop: true, Cold: true})
	_ = near.Close()
	ends.Wait()
	return how, err
}

// unlink ends the link, and waits until the Server has all that was said on it.
func (a *App) unlink() {
	a.mu.Lock()
	near, server := a.near, a.server
	a.mu.Unlock()
	if near != nil {
		_ = near.Close()
	}
	server.Alone()
}

// retryServer is how long a Server that does not come up is waited for.
const retryServer = 3 * time.Second

// nextServer makes the Server that takes over. While that fails, because of a
// mistake in a script for example, players stay connected and wait.
func (a *App) nextServer(ctx context.Context) error {
	for {
		next, err := serverhalf.New(a.cfg, a.log)
		if err == nil {
			a.mu.Lock()
			a.server = next
			a.mu.Unlock()
			return nil
		}
		a.log.Error("the new server does not come up; it is tried again", "error", err, "in", retryServer)
		a.Failed("The new server does not come up: " + err.Error())
		select {
		case <-time.After(retryServer):
		case <-ctx.Done():
			return err
		}
	}
}

// Server is the Server that runs now.
func (a *App) Server() *serverhalf.Half {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.server
}

// Engine is the world, for tests and for the bench.
func (a *App) Engine() *engine.Engine { return a.Server().Engine() }
