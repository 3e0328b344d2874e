package engine

import (
	"context"
	"time"

	"mud/engine/session"
)

// Order says what the next generation of scripts is made of.
type Order struct {
	By      string          // who asked for it, "" for the start
	At      time.Time       // when
	Plugins map[string]bool // those turned on or off in the game, over those of mud.toml
	History []byte          // what was kept of the scripts before; see Scripts
}

// metaHistory is where it is kept which reload brought which script.
const metaHistory = "scripts"

// Order is what a reload that somebody asks for is made of.
func (e *Engine) Order(by string) Order {
	return Order{By: by, At: e.Now(), Plugins: e.Switches(), History: e.World.Meta(metaHistory)}
}

// orderOf is what a reload that a session asks for is made of.
func (e *Engine) orderOf(s *session.Session) Order {
	if s != nil && s.Account() != nil {
		return e.Order(s.Account().Key())
	}
	return e.Order("")
}

// Reload makes the next generation of scripts and, when that went well, swaps
// it in between two steps. It returns when the whole world has met it. It is for
// other goroutines; a script waits for a ReloadJob.
func (e *Engine) Reload(ctx context.Context, by string) (report string, err error) {
	var order Order
	if err := e.Do(ctx, func(e *Engine) error { order = e.Order(by); return nil }); err != nil {
		return "", err
	}
	next, report, err := e.Build(order)
	if err != nil {
		return report, err
	}
	met := make(chan string, 1)
	if err := e.Do(ctx, func(e *Engine) error { e.Swap(next, func(missing string) { met <- missing }); return nil }); err != nil {
		return report, err
	}
	select {
	case missing := <-met:
		if missing != "" {
			report += "\n" + missing
		}
		return report, nil
	case <-e.stopped:
		return report, context.Canceled
	case <-ctx.Done():
		return report, ctx.Err()
	}
}

// ReloadJob is Reload for a script that waits for it: it gets true and the
// report, or false and what is wrong. What the world names and the new scripts
// do not have is told to the session that asked, when it is found.
func (e *Engine) ReloadJob() Job {
	return e.reloadJob(e.orderOf(e.current.session), func() error { return nil })
}

// reloadJob makes what an order says, and calls done in the step that swaps it
// in.
func (e *Engine) reloadJob(order Order, done func() error) Job {
	type built struct {
		next   Scripts
		report string
		err    error
	}
	s := e.current.session
	return Job{
		Work: func() any {
			next, report, err := e.Build(order)
			return built{next, report, err}
		},
		Then: func(result any) ([]any, error) {
			b := result.(built)
			if b.err != nil {
				e.Log.Error("scripts not reloaded", "by", order.By, "problems", b.report)
				return []any{false, b.report}, nil
			}
			e.Swap(b.next, func(missing string) {
				if missing != "" && s != nil && !s.Gone() {
					e.Sessions.Tell(s, missing)
				}
			})
			return []any{true, b.report}, done()
		},
	}
}

// Swap makes next the generation of all steps to come. Scripts that wait go on
// in theirs. One that was built before the live one, but comes after it, is
// dropped: it may be made of older files.
//
// met is called, in a step, when the whole world has met next: with what the
// world names and next does not have, in lines for people, "" for nothing.
func (e *Engine) Swap(next Scripts, met func(missing string)) {
	old := e.live
	e.current.what = "reload"
	if next.Number() < old.Number() {
		e.Follow(metAlready{met})
		return
	}
	e.live = next
	e.World.SetMeta(metaHistory, next.History())
	e.merges.kept = map[actor]*merge{} // each is made anew when its session types
	e.Journal.Undo(func() { e.live = old })
	e.Sessions.Renewed()
	e.Log.Info("scripts reloaded", "generation", next.Number())
	e.Follow(reloaded{&revisit{scripts: next, met: met}})
}

type metAlready struct{ met func(string) }

func (m metAlready) Run(*Engine) error {
	m.met("")
	return nil
}

// reloaded runs the plugins' hooks/at_reload.lua, and has the world revisited
// whatever comes of them.
type reloaded struct{ next *revisit }

func (r reloaded) Run(e *Engine) error {
	e.current.what = "hook at_reload"
	e.After(func() { e.Post(r.next) })
	return e.scripts.Event("at_reload")
}

// Fallback goes on when a hook has failed.
func (r reloaded) Fallback(e *Engine) { e.Post(r.next) }
