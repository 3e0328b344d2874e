// Package engine is the world at work: one goroutine takes events from one
// inbox and owns all state. One event is one step, and one step is one
// transaction: its changes are undone together or stored together, and its
// output leaves after they are stored (docs/architecture.md).
package engine

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"

	"mud/engine/access"
	"mud/engine/account"
	"mud/engine/clock"
	"mud/engine/journal"
	"mud/engine/layout"
	"mud/engine/movement"
	"mud/engine/numbered"
	"mud/engine/object"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/store"
	"mud/engine/suspect"
)

// Deps are what an Engine works with.
type Deps struct {
	Store  store.Store
	Sink   Sink
	Clock  clock.Clock
	Log    *slog.Logger
	Rules  session.Rules
	Levels session.Levels
	// Logins and Creations are the limits of failed logins and of new accounts.
	Logins, Creations account.Throttle
	Numbers           numbered.Style // how one of several of the same name is chosen
	SessionClass      string         // typeclass of sessions; one that is not there is core's
	IdleTimeout       time.Duration  // logged-in sessions without input end after it; 0 never
	Game              string         // the game's name
	Version           string         // mud's own version
	Seed              uint64         // of the world's random numbers
	Limits            Limits         // of what scripts make of the world
	// Text measures texts with markup; sessions/render does it.
	Text layout.Measure
	// Build makes the next generation of scripts on a worker. The report says,
	// for people, what was loaded or what is wrong.
	Build func(Order) (next Scripts, report string, err error)
	// Stepped is told of every step when it is over; nil for nobody. It must
	// not wait.
	Stepped func(what string, took time.Duration)
	// Leave is told that the world wants to end; whoever runs it sees to it.
	Leave func(Leave)
	// Committed is told of every group of steps that was stored, with the
	// number of its changes; nil for nobody. It must not wait.
	Committed func(changes int, took time.Duration)
	// Suspects knows the lines that killed a Server, nil for none.
	Suspects *suspect.Book
	// Inline does everything on the calling goroutine, for tests of scripts:
	// commits, jobs and all.
	Inline bool
}

// Engine is the Server's world. Its fields are for the game goroutine only;
// other goroutines use Post and Do.
type Engine struct {
	Deps
	World    *object.World
	Sessions *session.Handler
	Accounts *account.Service
	Access   *access.Checker
	Mover    *movement.Mover
	Box      *outbox.Box
	Journal  *journal.Journal

	live    Scripts // the generation that new steps run on
	scripts Scripts // the one of the running step: a script that waits goes on in its own
	inbox   *inbox
	commits *committer
	workers chan struct{} // two places: password hashing is heavy on purpose

	now     time.Time  // of the running step
	started time.Time  //
	steps   uint64     // run so far
	rand    *rand.Rand // of the running step
	follow  []Event    // what the running step wants done next
	after   []func()   // what is done when the running step has succeeded
	current *origin    // who asked for the running step
	acks    []ack      // lines that the running step has run

	asks     map[*session.Session]*waiting // sessions whose next line is an answer
	sleeping map[*session.Session]int      // how many of its commands sleep
	asked    []*session.Session            // whose question changed in the running step
	masked   map[*session.Session]bool     // whose client hides what is typed
	stored   map[int64]stored              // what the store had of sessions that have not come back
	lost     map[*session.Session]uint64   // the last line whose answer may be lost
	held     []Event                       // what is run after the running step
	busy     map[*session.Session][]Event  // what sessions sent while a job runs
	queue    clock.Queue[*timer]
	timers   map[string]*clock.Entry[*timer]
	merges   mergeCache
	watched  map[watchKey][]Monitor
	noticed  []watchKey // watched fields that the running step changed
	faults   faults
	slow     []Slow
	measured *measured // what the running steps do, nil when nobody asked
	stopped  chan struct{}
	telling  bool  // a hook at_access is running
	leave    Leave // how it ends
}

// New returns an engine with the world that the store holds, and no scripts
// yet: Start gives it those.
func New(ctx context.Context, d Deps) (*Engine, error) {
	snap, err := d.Store.Load(ctx)
	if err != nil {
		return nil, err
	}
	e := &Engine{
		Deps: d, Journal: journal.New(), Box: outbox.New(), inbox: newInbox(),
		workers: make(chan struct{}, 2), stopped: make(chan struct{}),
		asks: map[*session.Session]*waiting{}, masked: map[*session.Session]bool{}, sleeping: map[*session.Session]int{}, busy: map[*session.Session][]Event{},
		lost:   map[*session.Session]uint64{},
		timers: map[string]*clock.Entry[*timer]{}, merges: newMergeCache(),
		watched: map[watchKey][]Monitor{},
	}
	e.Log = slog.New(stepLog{d.Log.Handler(), e})
	e.World = object.NewWorld(e.Journal, e.knownLockFunc)
	e.World.Most = d.Limits.Objects
	e.Journal.Most, e.Journal.Over = d.Limits.Changes, e.overChanged
	e.World.Changed, e.World.Gone = e.changed, e.gone
	if err := e.World.Load(snap); err != nil {
		return nil, err
	}
	if err := e.loadSessions(snap.Lines); err != nil {
		return nil, err
	}
	e.now = d.Clock.Now()
	e.started = e.now
	hooks := hooks{e}
	e.Sessions = session.NewHandler(session.Deps{
		World: e.World, Journal: e.Journal, Box: e.Box, Hooks: hooks, Rules: d.Rules,
		Levels: d.Levels, Now: e.Now, Log: e.Log, Ended: e.forget, Attempt: e.attempt,
		Typeclass: d.SessionClass, Known: e.known,
	})
	e.Accounts = &account.Service{World: e.World, Logins: d.Logins, Creations: d.Creations, Log: e.Log}
	e.Accounts.Names = account.Throttle{What: "failed logins with that name", Limit: namesFactor * d.Logins.Limit, Window: d.Logins.Window}
	e.Access = e.checker()
	e.Mover = &movement.Mover{Hooks: hooks, Released: e.released, Tell: e.tellPlayer}
	e.commits = newCommitter(d)
	return e, nil
}

// namesFactor is how many times more failed logins one name may have than one
// address: it stops those who guess from many addresses at once.
const namesFactor = 4

// Now is the time of the running step.
func (e *Engine) Now() time.Time { return e.now }

// Started is when the Server started.
func (e *Engine) Started() time.Time { return e.started }

// Rand is the running step's source of random numbers: the same step of the
// same world draws the same numbers.
func (e *Engine) Rand() *rand.Rand { return e.rand }

// Scripts is the generation that the running step runs on.
func (e *Engine) Scripts() Scripts { return e.scripts }

// hooks calls the hooks of the running step's generation.
type hooks struct{ e *Engine }

func (h hooks) Call(target any, name string, args ...any) (any, error) {
	return h.e.scripts.Call(target, name, args...)
}

func (h hooks) Has(target any, name string) bool { return h.e.scripts.Has(target, name) }

// Post hands an event to the world. It may be called from any goroutine.
func (e *Engine) Post(ev Event) { e.inbox.post(ev) }

// Run runs the world until the end of ctx; it returns when all that was done
// is stored and delivered.
func (e *Engine) Run(ctx context.Context) error {
	defer close(e.stopped)
	writing, finish := context.WithCancel(context.Background())
	written := make(chan struct{})
	go func() {
		e.commits.run(writing)
		close(written)
	}()
	alarm := time.NewTimer(time.Hour)
	defer alarm.Stop()
	for ctx.Err() == nil {
		e.Drain()
		e.standStill(ctx)
		alarm.Reset(e.untilNext())
		select {
		case <-e.inbox.wake:
		case <-alarm.C:
		case <-e.commits.trouble:
		case <-ctx.Done():
		}
	}
	for _, ev := range e.inbox.take() { // what came before the end was known
		e.step(ev)
	}
	e.step(stopping{})
	finish()
	<-written
	return nil
}

// Close is the end of an engine that Run does not run: the hooks of the end.
func (e *Engine) Close() { e.step(stopping{}) }

// Events is how many events wait in the inbox; from any goroutine.
func (e *Engine) Events() int { return e.inbox.len() }

// Unstored is how many steps wait to be stored; from any goroutine.
func (e *Engine) Unstored() int { return e.commits.waiting() }

// Failing is why the store fails and the world stands still, nil when it
// works; from any goroutine.
func (e *Engine) Failing() error { return e.commits.failure() }

// Drain runs every event and timer that is due, and returns; or it returns
// early, as nothing more may change while the store fails.
func (e *Engine) Drain() {
	for {
		e.runTimers(false)
		events := e.inbox.take()
		if len(events) == 0 {
			return
		}
		for i, ev := range events {
			if e.commits.failure() != nil {
				e.inbox.putBack(events[i:])
				e.inbox.ring() // it may work again before anybody waits for that
				return
			}
			e.step(ev)
			e.runTimers(i+1 < len(events))
		}
	}
}

// untilNext is how long the world may sleep.
func (e *Engine) untilNext() time.Duration {
	due, ok := e.queue.Next()
	if !ok {
		return time.Hour
	}
	return max(0, due.Sub(e.Clock.Now()))
}

// Do runs fn as a step and waits for it, from another goroutine.
func (e *Engine) Do(ctx context.Context, fn func(e *Engine) error) error {
	done := make(chan error, 1)
	e.Post(call{fn: fn, done: done})
	return e.await(ctx, done)
}

// Look is Do for what only looks at the world: it runs while the world stands
// still too.
func (e *Engine) Look(ctx context.Context, fn func(e *Engine) error) error {
	done := make(chan error, 1)
	e.Post(look{call{fn: fn, done: done}})
	return e.await(ctx, done)
}

func (e *Engine) await(ctx context.Context, done chan error) error {
	select {
	case err := <-done:
		return err
	case <-e.stopped:
		select {
		case err := <-done: // it may have been the last that was done
			return err
		default:
			return context.Canceled
		}
	case <-ctx.Done():
		return ctx.Err()
	}
}

type look struct{ call }

type call struct {
	fn   func(e *Engine) error
	done chan error
}

func (c call) Run(e *Engine) error {
	err := c.fn(e)
	c.done <- err
	return err
}
