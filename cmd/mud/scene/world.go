package scene

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"mud/cmd/mud/app"
	"mud/cmd/mud/config"
	"mud/cmd/mud/portalhalf"
	"mud/engine"
)

// World is a whole server for a scene, on loopback and with a folder of its
// own.
type World struct {
	program  Program
	dir      string
	settings []string
	cfg      *config.Config
	log      *buffer
	house    house // nil while it does not run
}

// house is what the server of a world runs in.
type house interface {
	at(door string) string // where a door of mud.toml's [portal] is open, "" for nowhere
	claimCode(ctx context.Context) (string, error)
	close() error // stops the server in order
}

// basics are what every server under test is set to: any free ports of
// loopback, and no throttle that tests would run into.
var basics = []string{
	`portal.telnet = "127.0.0.1:0"`, `portal.web = "127.0.0.1:0"`, `portal.admin = "127.0.0.1:0"`,
	"portal.connection_rate = 10000.0", "portal.max_sessions_per_ip = 10000", "portal.command_rate = 10000.0",
	"sessions.create_attempts = 0",
}

// Config is what a server under test runs with: a mud.toml in dir with the
// basics and with settings of the form "section.key = value".
func Config(dir string, settings ...string) (*config.Config, error) {
	values := map[string]string{}
	for _, s := range append(slices.Clone(basics), settings...) {
		key, value, ok := strings.Cut(s, "=")
		if !ok {
			return nil, fmt.Errorf("the setting %q has no value", s)
		}
		values[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	var text strings.Builder
	for _, key := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&text, "%s = %s\n", key, values[key])
	}
	file := filepath.Join(dir, "mud.toml")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		return nil, fmt.Errorf("writing the settings: %w", err)
	}
	return config.Load(file)
}

// Program is the mud command of a file, which is run as a process of its own;
// the zero Program is this process.
type Program struct {
	File   string
	Single bool // one process for both halves
}

// Start opens a world in dir with a copy of the scripts folder and settings of
// its own, in this process.
func Start(dir, scripts string, settings ...string) (*World, error) {
	return StartProgram(Program{}, dir, scripts, settings...)
}

// StartProgram is Start with a program.
func StartProgram(program Program, dir, scripts string, settings ...string) (*World, error) {
	if err := os.CopyFS(filepath.Join(dir, "scripts"), os.DirFS(scripts)); err != nil {
		return nil, fmt.Errorf("copying the scripts: %w", err)
	}
	cfg, err := Config(dir, settings...)
	if err != nil {
		return nil, err
	}
	w := &World{program: program, dir: dir, settings: settings, cfg: cfg, log: &buffer{}}
	return w, w.open()
}

func (w *World) open() error {
	var h house
	var err error
	if w.program.File != "" {
		h, err = openProcess(w.program, filepath.Join(w.dir, "mud.toml"), w.log)
	} else {
		h, err = openHere(w.cfg, w.log)
	}
	if err == nil {
		w.house = h
	}
	return err
}

// here is a server in this process.
type here struct {
	app  *app.App
	stop context.CancelFunc
	done chan error
}

func openHere(cfg *config.Config, log *buffer) (house, error) {
	a, err := app.New(cfg, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	h := &here{app: a, stop: stop, done: make(chan error, 1)}
	linked := a.NextServer()
	go func() { h.done <- a.Run(ctx) }()
	select {
	case <-linked:
		return h, nil
	case err := <-h.done:
		return nil, errors.Join(errors.New("the server ended as it began"), err)
	}
}

func (h *here) close() error {
	h.stop()
	return <-h.done
}

func (h *here) at(door string) string {
	return map[string]func() string{
		"telnet": h.app.TelnetAddr, "telnet_tls": h.app.TLSAddr, "ssh": h.app.SSHAddr,
		"web": h.app.WebAddr, "web_tls": h.app.WebTLSAddr, "admin": h.app.AdminAddr,
	}[door]()
}

func (h *here) claimCode(ctx context.Context) (code string, err error) {
	err = h.app.Engine().Do(ctx, func(e *engine.Engine) error {
		code = e.ClaimCode()
		return nil
	})
	return code, err
}

// Close stops the server and waits until it has stopped.
func (w *World) Close() error {
	if w.house == nil {
		return nil
	}
	h := w.house
	w.house = nil
	return h.close()
}

// Restart stops the server in order and starts it again on the same data.
func (w *World) Restart() error { return errors.Join(w.Close(), w.open()) }

// RestartWith is Restart with a setting that is changed from then on.
func (w *World) RestartWith(setting string) error {
	if err := w.Close(); err != nil {
		return err
	}
	w.settings = append(slices.Clone(w.settings), setting)
	var err error
	if w.cfg, err = Config(w.dir, w.settings...); err != nil {
		return err
	}
	return w.open()
}

// Telnet, Web and Admin are where the server listens.
func (w *World) Telnet() string { return w.house.at("telnet") }

// TLS is the address of telnet over TLS.
func (w *World) TLS() string { return w.house.at("telnet_tls") }

// SSH is the address of ssh.
func (w *World) SSH() string { return w.house.at("ssh") }

// Web is the address of the page.
func (w *World) Web() string { return w.house.at("web") }

// WebTLS is the address of the page over TLS.
func (w *World) WebTLS() string { return w.house.at("web_tls") }

// Admin is the address for the mud command.
func (w *World) Admin() string { return w.house.at("admin") }

// Scripts is the folder that the server loads.
func (w *World) Scripts() string { return w.cfg.Scripts.Path }

// Data is the folder of the store.
func (w *World) Data() string { return w.cfg.DataDir() }

// Engine is the world itself, nil where it is in another process.
func (w *World) Engine() *engine.Engine {
	if h, ok := w.house.(*here); ok {
		return h.app.Engine()
	}
	return nil
}

// Log is what the server has logged.
func (w *World) Log() string { return w.log.String() }

// ClaimCode is what the first start printed.
func (w *World) ClaimCode(ctx context.Context) (string, error) { return w.house.claimCode(ctx) }

// Ask sends a request to the admin address.
func (w *World) Ask(ctx context.Context, path string) (string, error) {
	return portalhalf.Ask(ctx, http.MethodPost, w.Admin(), path, nil)
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
