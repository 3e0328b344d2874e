// Package serverhalf is the Server as a whole: store, world, scripts and the
// end of its links, put together in the order in which they need one another.
// It has no listener for players.
package serverhalf

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"mud/cmd/mud/config"
	"mud/cmd/mud/stats"
	"mud/cmd/mud/watch"
	"mud/engine"
	"mud/engine/account"
	"mud/engine/clock"
	"mud/engine/layout"
	"mud/engine/numbered"
	"mud/engine/session"
	"mud/engine/store"
	"mud/engine/store/sqlite"
	"mud/engine/suspect"
	"mud/lua/load"
	"mud/sessions/link"
	"mud/sessions/render"
	"mud/sessions/server"
	"mud/sessions/server/spool"
	"mud/sessions/wire"
)

// Version is mud's own; go build -ldflags "-X mud/cmd/mud/serverhalf.Version=…"
// sets it.
var Version = "0.1.0"

// Half is the Server.
type Half struct {
	cfg    *config.Config
	log    *slog.Logger
	store  store.Store
	engine *engine.Engine
	loader *load.Loader
	book   *suspect.Book
	server *server.Server
	spool  *spool.Spool // nil where both halves are one process
	stats  *stats.Stats
	leave  chan engine.Leave // how the world wants to end

	watcher *watch.Watcher // nil where scripts are not watched
}

// New opens the store, makes the world and loads the scripts. On an error
// nothing is left open.
func New(cfg *config.Config, log *slog.Logger) (*Half, error) {
	h := &Half{cfg: cfg, log: log, leave: make(chan engine.Leave, 1)}
	h.server = server.New(server.Options{
		Build: Version, Post: func(ev engine.Event) { h.engine.Post(ev) }, Answer: h.answer, Log: log,
	})
	for _, step := range []func() error{h.count, h.openStore, h.makeWorld, h.openWatch, h.loadScripts} {
		if err := step(); err != nil {
			h.Close()
			return nil, err
		}
	}
	return h, nil
}

// count makes the figures; they ask the world when it is there.
func (h *Half) count() error {
	h.stats = stats.New(stats.Gauges{
		Events:  func() int { return h.engine.Events() },
		Pending: func() int { return h.engine.Unstored() },
		Failing: func() bool { return h.engine.Failing() != nil },
	})
	return nil
}

// lockTime is how long an earlier Server may take to let go of the world.
const lockTime = 3 * time.Second

func (h *Half) openStore() error {
	if err := os.MkdirAll(h.cfg.DataDir(), 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	durability, err := store.ParseDurability(h.cfg.Store.Durability)
	if err != nil {
		return err
	}
	for until := time.Now().Add(lockTime); ; time.Sleep(50 * time.Millisecond) {
		h.store, err = sqlite.Open(h.cfg.Store.File(), durability, h.log)
		if err == nil {
			h.book, err = suspect.Open(h.cfg.DataDir())
			return err
		}
		h.store = nil // not a nil *sqlite.Store in an interface
		if !errors.Is(err, store.ErrInUse) || time.Now().After(until) {
			return err
		}
	}
}

func (h *Half) makeWorld() error {
	s, c := h.cfg.Sessions, h.cfg.Cmdsets
	var err error
	h.engine, err = engine.New(context.Background(), engine.Deps{
		Store: h.store, Sink: h.server, Clock: clock.Real{}, Log: h.log, Rules: s.Rules(),
		Levels:      session.Levels{Unloggedin: c.Unloggedin, Session: c.Session, Account: c.Account, Character: c.Character},
		Logins:      account.Throttle{What: "failed logins from your address", Limit: s.LoginAttempts, Window: s.LoginWindow},
		Creations:   account.Throttle{What: "new accounts from your address", Limit: s.CreateAttempts, Window: s.CreateWindow},
		IdleTimeout: s.IdleTimeout, Numbers: numbered.Style(c.Numbers), SessionClass: s.Typeclass, Game: h.cfg.Game.Name, Version: Version, Seed: rand.Uint64(),
		Limits: engine.Limits{Changes: h.cfg.Server.CallChanges, Objects: h.cfg.Server.MaxObjects, Timers: h.cfg.Server.MaxTimers},
		Text:   layout.Measure{Width: render.Width, Wrap: render.Wrap, Plain: render.Plain, Cut: render.Cut, Lines: render.Lines},
		Build:  func(o engine.Order) (engine.Scripts, string, error) { return h.loader.Build(o) },
		Leave:  h.leaves, Stepped: h.stats.Stepped, Committed: h.stats.Committed, Suspects: h.book,
	})
	if err != nil {
		return fmt.Errorf("reading the world from %s: %w", h.cfg.Store.File(), err)
	}
	h.server.Await(h.engine.StoredSessions())
	return nil
}

func (h *Half) loadScripts() error {
	h.loader = NewLoader(h.cfg, h.engine, h.log)
	scripts, report, err := h.loader.Start(h.engine.Order(""))
	if err != nil {
		return fmt.Errorf("the scripts in %s cannot be used:\n%w", h.cfg.Scripts.Path, err)
	}
	h.log.Info("scripts loaded", "report", report)
	return h.engine.Start(scripts)
}

// NewLoader is a loader of the scripts that cfg names. e may be nil to check
// them only.
func NewLoader(cfg *config.Config, e *engine.Engine, log *slog.Logger) *load.Loader {
	return load.New(load.Options{
		Path: cfg.Scripts.Path, Plugins: cfg.Scripts.Plugins, Settings: cfg.Plugins,
		CallTime: cfg.Server.CallTime, CallMemory: cfg.Server.CallMemory, Engine: e, Log: log,
		Where: cfg.Where, Levels: map[string]string{
			"unloggedin": cfg.Cmdsets.Unloggedin, "session": cfg.Cmdsets.Session, "account": cfg.Cmdsets.Account, "character": cfg.Cmdsets.Character,
		},
	})
}

// Close closes the store of a Half that does not run.
func (h *Half) Close() {
	if h.watcher != nil {
		h.watcher.Close()
	}
	if h.store != nil {
		if err := h.store.Close(); err != nil {
			h.log.Error("closing the store", "error", err)
		}
	}
	if h.book != nil {
		_ = h.book.Close() // nothing is written when it closes
	}
	if h.spool != nil {
		_ = h.spool.Close() // the same
	}
}

// leaves is how the world asks to end.
func (h *Half) leaves(l engine.Leave) {
	select {
	case h.leave <- l:
	default: // it ends already
	}
}

// Serve serves a Portal until its link ends.
func (h *Half) Serve(ctx context.Context, conn link.Conn) {
	if err := h.server.Serve(ctx, conn); err != nil && !errors.Is(err, context.Canceled) {
		h.log.Error("the link to a portal", "error", err)
	}
	_ = conn.Close() // it may be closed already
}

// farewellTime is how long Portals may take to see their players off.
const farewellTime = 12 * time.Second

// Run runs the world, until ctx ends or the world asks to end; it says how.
// When ctx ends that is as last says. Everything that was done is stored and
// the store is closed when it returns.
func (h *Half) Run(ctx context.Context, last engine.Leave) (engine.Leave, error) {
	running, stop := context.WithCancel(context.Background())
	defer stop()
	world := make(chan error, 1)
	go func() { world <- h.engine.Run(running) }()
	var watching sync.WaitGroup
	watching.Go(func() { h.watch(running) })
	how := last
	select {
	case <-ctx.Done():
		h.engine.End(last)
	case how = <-h.leave:
	}
	told := wire.Leave{Stop: how.Stop, Reason: how.Reason, Asker: how.Asker}
	if how.Stop { // players leave in order, while the world is there to see it
		h.server.Tell(told)
		h.Alone()
	}
	stop()
	watching.Wait()
	err := <-world
	h.server.Leave(told)
	h.Close()
	return how, err
}

// Alone waits until all Portals have gone.
func (h *Half) Alone() {
	ctx, cancel := context.WithTimeout(context.Background(), farewellTime)
	defer cancel()
	h.server.Alone(ctx)
}

// Engine is the world, for tests and for the bench.
func (h *Half) Engine() *engine.Engine { return h.engine }
