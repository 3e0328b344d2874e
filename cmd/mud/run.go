package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"mud/cmd/mud/app"
	"mud/cmd/mud/config"
	"mud/cmd/mud/portalhalf"
	"mud/engine"
)

// begin reads the settings and opens the log.
func begin() (*config.Config, *slog.Logger, error) {
	cfg, err := settings()
	if err != nil {
		return nil, nil, err
	}
	log, err := logger(cfg)
	return cfg, log, err
}

type runCmd struct {
	Single bool `help:"Keep Portal and Server in one process."`
	Watch  bool `help:"Load the scripts anew whenever one is saved, as [scripts] watch does."`
}

// Run starts the server and says how to get in.
func (c runCmd) Run(ctx context.Context) error {
	cfg, log, err := begin()
	if err != nil {
		return err
	}
	if !c.Single {
		var args []string
		if cli.Config != "" {
			args = []string{"--config", cli.Config}
		}
		args = append(args, "server", "--child")
		if c.Watch {
			args = append(args, "--watch")
		}
		return closed(cfg, app.RunHalves(ctx, cfg, log, args, func(h *portalhalf.Half) { welcome(cfg, h) }))
	}
	cfg.Scripts.Watch = cfg.Scripts.Watch || c.Watch
	a, err := app.New(cfg, log)
	if err != nil {
		return err
	}
	unclaimed(a.Engine())
	welcome(cfg, a.Half)
	return closed(cfg, a.Run(ctx))
}

// closed says that the server ended in order.
func closed(cfg *config.Config, err error) error {
	if err == nil {
		fmt.Printf("\n%s is closed, and its world is stored.\n", cfg.Game.Name)
	}
	return err
}

type portalCmd struct{}

// Run holds connections for a server that is run elsewhere.
func (portalCmd) Run(ctx context.Context) error {
	cfg, log, err := begin()
	if err != nil {
		return err
	}
	return app.RunPortal(ctx, cfg, log, func(h *portalhalf.Half) { welcome(cfg, h) })
}

type serverCmd struct {
	Watch bool `help:"Load the scripts anew whenever one is saved, as [scripts] watch does."`
	Child bool `hidden:"" help:"End with the standard input, as a child of mud run."`
}

// Run runs the world for Portals that are run elsewhere.
func (c serverCmd) Run(ctx context.Context) error {
	cfg, log, err := begin()
	if err != nil {
		return err
	}
	cfg.Scripts.Watch = cfg.Scripts.Watch || c.Watch
	if c.Child { // signals to the whole group are the parent's to act on
		var stop context.CancelFunc
		ctx, stop = context.WithCancel(context.Background())
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin) // until the parent closes it or dies
			stop()
		}()
	}
	return app.RunServer(ctx, cfg, log, c.Child, unclaimed)
}

// unclaimed tells how to become the superuser, while there is none.
func unclaimed(e *engine.Engine) {
	if code := e.ClaimCode(); code != "" {
		fmt.Printf("\nNobody is superuser yet. Create an account in the game, then type there:\n  @claim %s\n", code)
	}
}

// welcome prints where to connect and what to try.
func welcome(cfg *config.Config, h *portalhalf.Half) {
	fmt.Printf("\n%s is open.\n", cfg.Game.Name)
	for _, way := range []struct{ at, form string }{
		{h.TelnetAddr(), "  telnet or MUD client  %s port %s\n"},
		{h.TLSAddr(), "  the same over TLS     %s port %s\n"},
		{h.SSHAddr(), "  ssh                   ssh ACCOUNT@%s -p %s\n"},
	} {
		if way.at != "" {
			host, port := near(way.at)
			fmt.Printf(way.form, host, port)
		}
	}
	for _, page := range []struct{ at, form string }{
		{h.WebAddr(), "  web page              http://%s/\n"},
		{h.WebTLSAddr(), "  the same over TLS     https://%s/\n"},
	} {
		if page.at != "" {
			fmt.Printf(page.form, net.JoinHostPort(near(page.at)))
		}
	}
	fmt.Printf("Then try look, say hello, help; edit %s and type @reload.\nStop the server with Ctrl-C.\n\n",
		filepath.Join(cfg.Scripts.Path, "core", "commands", "social", "say.lua"))
}
