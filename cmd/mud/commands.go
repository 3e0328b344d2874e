package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"mud/cmd/mud/app"
	"mud/cmd/mud/bench"
	"mud/cmd/mud/config"
	"mud/cmd/mud/portalhalf"
)

// near is an address as somebody on this machine uses it.
func near(at string) (host, port string) {
	host, port, err := net.SplitHostPort(at)
	if err != nil {
		return at, ""
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return host, port
}

type reloadCmd struct{}

// Run asks the running server to reload.
func (reloadCmd) Run(ctx context.Context) error { return ask(ctx, "POST", "/reload", nil) }

type restartCmd struct{}

// Run has a new server take over, and tells whether it came up, and whether
// with all plugins.
func (restartCmd) Run(ctx context.Context) error {
	if err := ask(ctx, "POST", "/restart", nil); err != nil {
		return err
	}
	s, _, err := status(ctx)
	if err == nil && len(s.LeftOut) > 0 {
		err = fmt.Errorf("not all of it came up:\n%s", leftOut(s))
	}
	return err
}

type stopCmd struct{}

// Run asks the running server to stop.
func (stopCmd) Run(ctx context.Context) error { return ask(ctx, "POST", "/stop", nil) }

type adminCmd struct {
	Create adminCreateCmd `cmd:"" help:"Make an account that is a superuser, or make one of an account."`
}

type adminCreateCmd struct {
	Name string `arg:"" help:"Name of the account."`
}

// Run makes a superuser, in the running server or in its data folder.
func (c adminCreateCmd) Run(ctx context.Context) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	password, err := newPassword()
	if err != nil {
		return err
	}
	text, err := portalhalf.Ask(ctx, "POST", cfg.Portal.Admin, "/admin", map[string]string{"name": c.Name, "password": password})
	if errors.Is(err, portalhalf.ErrNotRunning) {
		return offline(ctx, cfg, c.Name, password)
	}
	if err == nil {
		fmt.Print(text)
	}
	return err
}

// offline makes a superuser while no server runs: it starts one that lets
// nobody in.
func offline(ctx context.Context, cfg *config.Config, name, password string) error {
	p := &cfg.Portal
	p.Telnet, p.TelnetTLS, p.SSH, p.Web, p.WebTLS, p.Admin = "", "", "", "", "", ""
	log, err := logger(cfg)
	if err != nil {
		return err
	}
	a, err := app.New(cfg, log)
	if err != nil {
		return err
	}
	run, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- a.Run(run) }()
	err = a.Server().CreateAdmin(ctx, name, password)
	stop()
	if err = errors.Join(err, <-done); err == nil {
		fmt.Println("The superuser is made.")
	}
	return err
}

// newPassword asks twice for a password without showing it; when the input is
// no terminal it is the first line.
func newPassword() (string, error) {
	fd := int(os.Stdin.Fd())
	if !term.IsTerminal(fd) {
		var line string
		_, err := fmt.Scanln(&line)
		return line, err
	}
	var typed [2]string
	for i, prompt := range []string{"Password: ", "Again: "} {
		fmt.Print(prompt)
		p, err := term.ReadPassword(fd)
		fmt.Println()
		if err != nil {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		typed[i] = strings.TrimSpace(string(p))
	}
	if typed[0] != typed[1] {
		return "", errors.New("the two passwords differ")
	}
	return typed[0], nil
}

type benchCmd struct {
	Lines  benchLinesCmd  `cmd:"" default:"withargs" help:"Lines a second and latencies, against a bare echo server."`
	Reload benchReloadCmd `cmd:"" help:"What a reload costs those who play."`
}

type benchReloadCmd struct {
	Seconds  float64 `help:"How long it takes without reloads, and again with them." default:"20"`
	Sessions int     `help:"How many sessions type a line a second." default:"1000"`
	Files    int     `help:"How many script files there are." default:"500"`
	Every    float64 `help:"Seconds between two reloads." default:"1"`
}

// Run measures.
func (c benchReloadCmd) Run(ctx context.Context) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	return bench.Reload(ctx, os.Stdout, bench.ReloadOptions{
		Scripts: cfg.Scripts.Path, Sessions: c.Sessions, Files: c.Files,
		Time: time.Duration(c.Seconds * float64(time.Second)), Every: time.Duration(c.Every * float64(time.Second)),
	})
}

type benchLinesCmd struct {
	Seconds  float64 `help:"How long each measurement takes." default:"3"`
	Sessions []int   `help:"How many sessions, one measurement each." default:"1,50,300"`
}

// Run measures.
func (c benchLinesCmd) Run(ctx context.Context) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding the program, to start servers with: %w", err)
	}
	return bench.Run(ctx, os.Stdout, bench.Options{
		Program: program, Scripts: cfg.Scripts.Path, Time: time.Duration(c.Seconds * float64(time.Second)), Counts: c.Sessions,
	})
}
