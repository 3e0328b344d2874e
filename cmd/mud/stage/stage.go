// Package stage is a small world for tests of scripts: the real engine with a
// store in memory, a clock that stands still until it is moved, and no network.
// Everything happens on the calling goroutine and is done when a call returns.
package stage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"mud/engine"
	"mud/engine/account"
	"mud/engine/clock"
	"mud/engine/layout"
	"mud/engine/numbered"
	"mud/engine/object"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/store"
	"mud/engine/store/memory"
	"mud/lua/load"
	"mud/lua/spec"
	"mud/sessions/render"
)

// Options say what is played.
type Options struct {
	Scripts      string                    // the scripts folder
	Plugins      []string                  // in use; nil for core alone
	Mode         int                       // multisession mode
	Rules        *session.Rules            // instead of those of the mode
	CallTime     time.Duration             // of one call into Lua; 0 for a second
	SessionClass string                    // typeclass of sessions; "" for core.session
	Character    string                    // command set of characters; "" for core.character
	Account      string                    // command set of accounts; "" for core.account
	Numbers      numbered.Style            // how one of several of the same name is chosen
	Log          io.Writer                 // nil for nowhere
	Settings     map[string]map[string]any // of plugins
	Seed         uint64                    // of the random numbers; 0 for 1
	Limits       engine.Limits             // of what scripts make of the world
	Like         *load.Loader              // what it has compiled is not compiled again
}

// Stage is a world under test.
type Stage struct {
	Engine *engine.Engine
	Clock  *clock.Fake
	Away   time.Duration // how long Restart and Kill take

	options Options
	store   *memory.Store
	loader  *load.Loader
	actors  map[int64]*Actor
	last    int64 // the highest sessid
}

// New opens a world.
func New(o Options) (*Stage, error) {
	if o.Plugins == nil {
		o.Plugins = []string{load.Core}
	}
	if o.CallTime == 0 {
		o.CallTime = time.Second
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	s := &Stage{options: o, Clock: &clock.Fake{T: spec.Noon}, store: memory.New()}
	return s, s.open()
}

func (s *Stage) open() error {
	log := slog.New(slog.NewTextHandler(s.options.Log, nil))
	s.actors = map[int64]*Actor{}
	var err error
	s.Engine, err = engine.New(context.Background(), engine.Deps{
		Store: s.store, Sink: s, Clock: s.Clock, Log: log, Rules: s.rules(),
		Levels: session.Levels{
			Unloggedin: "core.unloggedin", Session: "core.session",
			Account: cmp.Or(s.options.Account, "core.account"), Character: cmp.Or(s.options.Character, "core.character"),
		},
		Logins: account.Throttle{What: "failed logins from your address", Limit: 5, Window: 5 * time.Minute}, IdleTimeout: time.Hour, Numbers: s.options.Numbers, SessionClass: s.options.SessionClass,
		Game: "stage", Version: "test", Seed: s.options.Seed, Limits: s.options.Limits, Inline: true,
		Text:  layout.Measure{Width: render.Width, Wrap: render.Wrap, Plain: render.Plain, Cut: render.Cut, Lines: render.Lines},
		Build: func(o engine.Order) (engine.Scripts, string, error) { return s.loader.Build(o) },
		Leave: func(engine.Leave) {}, // the stage is opened anew by Restart
	})
	if err != nil {
		return err
	}
	s.loader = load.New(load.Options{
		Path: s.options.Scripts, Plugins: s.options.Plugins, Settings: s.options.Settings, Like: s.options.Like,
		CallTime: s.options.CallTime, CallMemory: 64 << 20, Engine: s.Engine, Log: log,
	})
	scripts, report, err := s.loader.Build(s.Engine.Order(""))
	if err != nil {
		return fmt.Errorf("%w\n%s", err, report)
	}
	return s.Engine.Start(scripts)
}

func (s *Stage) rules() session.Rules {
	if s.options.Rules != nil {
		return *s.options.Rules
	}
	return session.Modes[s.options.Mode]
}

// SetMode has the next Restart play by the rules of another multisession mode.
func (s *Stage) SetMode(mode int) { s.options.Mode, s.options.Rules = mode, nil }

// Loader is what loads the stage's scripts.
func (s *Stage) Loader() *load.Loader { return s.loader }

// Restart stops the world in order and opens it anew from what was stored.
// Everybody has to join again.
func (s *Stage) Restart() error {
	s.Engine.Close()
	return s.Kill()
}

// Kill is Restart without a warning: the world does not know that it ends.
func (s *Stage) Kill() error {
	s.store = s.store.Reopen()
	s.Clock.Advance(s.Away)
	return s.open()
}

// Advance moves the clock on and runs what becomes due, in steps of a second
// at most, so that timers follow one another as they would.
func (s *Stage) Advance(d time.Duration) {
	for d > 0 {
		step := min(d, time.Second)
		s.Clock.Advance(step)
		s.Engine.Drain()
		d -= step
	}
}

// Do runs fn as a step.
func (s *Stage) Do(fn func(e *engine.Engine) error) error {
	var result error
	s.run(event(func(e *engine.Engine) error {
		result = fn(e)
		return result
	}))
	return result
}

type event func(e *engine.Engine) error

func (f event) Run(e *engine.Engine) error { return f(e) }

func (s *Stage) run(ev engine.Event) {
	s.Engine.Post(ev)
	s.Engine.Drain()
}

// Connect makes a connection that has not logged in.
func (s *Stage) Connect() *Actor {
	s.last++
	a := &Actor{stage: s, Sessid: s.last}
	s.actors[a.Sessid] = a
	s.run(engine.Connected{Sessid: a.Sessid, Address: "192.0.2.1", Protocol: "stage", Flags: map[string]any{}, Since: s.Clock.Now()})
	s.run(engine.Ready{Sessid: a.Sessid})
	return a
}

// Join logs somebody in, with an account that is made if it is not there, and
// no password. What was said up to then is not kept.
func (s *Stage) Join(name string) (*Actor, error) {
	a := s.Connect()
	err := s.Do(func(e *engine.Engine) error {
		acc := e.World.AccountNamed(name)
		if acc == nil {
			var err error
			if acc, err = e.World.Create(object.Account, name, "core.account", e.Now()); err != nil {
				return err
			}
			acc.AddPermission("Player")
			if _, err := e.Scripts().Call(acc, "at_account_creation"); err != nil {
				return err
			}
		}
		return e.Sessions.Login(a.Session(), acc)
	})
	a.Read()
	return a, err
}

// Keep keeps nothing, as nobody is away from a stage; see engine.Sink.
func (s *Stage) Keep([]outbox.Out) (uint64, error) { return 0, nil }

// Deliver takes what the world says; it is the engine's sink.
func (s *Stage) Deliver(_ uint64, outs []outbox.Out) {
	for _, out := range outs {
		if a := s.actors[out.Sessid]; a != nil {
			a.take(out)
		}
	}
}

// Reload loads the scripts anew, as `mud reload` does. The report tells also what
// the world names and the new scripts do not have.
func (s *Stage) Reload() (report string, err error) {
	next, report, err := s.loader.Build(s.Engine.Order(""))
	if err != nil {
		return report, err
	}
	err = s.Do(func(e *engine.Engine) error {
		e.Swap(next, func(missing string) { report = strings.TrimSpace(report + "\n" + missing) })
		return nil
	})
	return report, err
}

// Actor is somebody at a keyboard.
type Actor struct {
	Sessid int64
	Closed bool // the world ended the connection
	Masked bool // what is typed is hidden

	stage  *Stage
	seq    uint64
	unread strings.Builder
	oob    []string
}

func (a *Actor) take(out outbox.Out) {
	for _, p := range out.Parts {
		switch p.Kind {
		case outbox.Text, outbox.Prompt:
			a.unread.WriteString(render.Plain(p.Text) + "\n")
		case outbox.Mask:
			a.Masked = p.On
		case outbox.OOB:
			a.oob = append(a.oob, p.Name+" "+string(p.Data))
		}
	}
	if out.Close {
		a.Closed = true
		a.unread.WriteString(render.Plain(out.Reason) + "\n")
	}
}

// Type sends a line and returns what the actor sees of it.
func (a *Actor) Type(line string) string {
	a.seq++
	a.stage.run(engine.Input{Sessid: a.Sessid, Seq: a.seq, Text: line})
	return a.Read()
}

// Send sends out-of-band data, with which a client comes that takes such data,
// and returns what the client is sent of it, each as its name and its JSON.
func (a *Actor) Send(name, data string) []string {
	a.seq++
	a.stage.run(engine.OOB{Sessid: a.Sessid, Seq: a.seq, Name: name, Data: []byte(data)})
	return a.OOB()
}

// Supports has the client list modules, as the Portal tells it.
func (a *Actor) Supports(modules string) []string {
	a.stage.run(engine.FlagsChanged{Sessid: a.Sessid, Flags: map[string]any{"OOB": true, "SUPPORTS": modules}})
	return a.Send("Core.Supports.Set", "")
}

// OOB is the out-of-band data that came since it was last asked for.
func (a *Actor) OOB() []string {
	out := a.oob
	a.oob = nil
	return out
}

// Read is what the actor saw since the last Read, without markup.
func (a *Actor) Read() string {
	text := a.unread.String()
	a.unread.Reset()
	return text
}

// HangUp ends the connection from the actor's side.
func (a *Actor) HangUp() { a.stage.run(engine.Disconnected{Sessid: a.Sessid, Reason: "hung up"}) }

// Session is the actor's session, nil when it is over.
func (a *Actor) Session() *session.Session { return a.stage.Engine.Sessions.Get(a.Sessid) }

// Character is whom the actor plays.
func (a *Actor) Character() (*object.Object, error) {
	if s := a.Session(); s != nil && s.Puppet() != nil {
		return s.Puppet(), nil
	}
	return nil, errors.New("nobody is played")
}

// Stored is what the world's store has.
func (s *Stage) Stored() (*store.Snapshot, error) { return s.store.Load(context.Background()) }
