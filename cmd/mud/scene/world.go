package scene

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"mud/cmd/mud/app"
	"mud/cmd/mud/config"
	"mud/engine"
)

// World is a whole server for a scene, on loopback and with a folder of its
// own.
type World struct {
	cfg  *config.Config
	log  *buffer
	app  *app.App
	stop context.CancelFunc
	done chan error
}

// Config is what a server under test runs with: the defaults, a folder of its
// own, any free ports of loopback, and no throttle that tests would run into.
func Config(dir, scripts string) *config.Config {
	cfg := config.Default()
	cfg.Store.URL = "sqlite:" + filepath.Join(dir, "data", "mud.db")
	cfg.Scripts.Path = scripts
	p := &cfg.Portal
	p.Telnet, p.Web, p.Admin = "127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"
	p.ConnectionRate, p.MaxSessionsPerIP, p.CommandRate = 10_000, 10_000, 10_000
	cfg.Sessions.CreateAttempts = 0
	return cfg
}

// Start opens a world in dir with a copy of the scripts folder. change may
// set other settings; it may be nil.
func Start(dir, scripts string, change func(cfg *config.Config)) (*World, error) {
	copied := filepath.Join(dir, "scripts")
	if err := os.CopyFS(copied, os.DirFS(scripts)); err != nil {
		return nil, fmt.Errorf("copying the scripts: %w", err)
	}
	w := &World{cfg: Config(dir, copied), log: &buffer{}}
	if change != nil {
		change(w.cfg)
	}
	return w, w.open()
}

func (w *World) open() error {
	a, err := app.New(w.cfg, slog.New(slog.NewTextHandler(w.log, nil)))
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	w.app, w.stop, w.done = a, stop, make(chan error, 1)
	go func() { w.done <- a.Run(ctx) }()
	return nil
}

// Close stops the server and waits until it has stopped.
func (w *World) Close() error {
	if w.stop == nil {
		return nil
	}
	w.stop()
	w.stop = nil
	return <-w.done
}

// Restart stops the server in order and starts it again on the same data.
func (w *World) Restart() error { return errors.Join(w.Close(), w.open()) }

// Telnet, Web and Admin are where the server listens.
func (w *World) Telnet() string { return w.app.TelnetAddr() }

// Web is the address of the page.
func (w *World) Web() string { return w.app.WebAddr() }

// Admin is the address for the mud command.
func (w *World) Admin() string { return w.app.AdminAddr() }

// Scripts is the folder that the server loads.
func (w *World) Scripts() string { return w.cfg.Scripts.Path }

// Data is the folder of the store.
func (w *World) Data() string { return w.cfg.DataDir() }

// Engine is the world itself.
func (w *World) Engine() *engine.Engine { return w.app.Engine() }

// Log is what the server has logged.
func (w *World) Log() string { return w.log.String() }

// ClaimCode is what the first start printed.
func (w *World) ClaimCode(ctx context.Context) (code string, err error) {
	err = w.Engine().Do(ctx, func(e *engine.Engine) error {
		code = e.ClaimCode()
		return nil
	})
	return code, err
}

// buffer is a log that may be read while it is written.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
