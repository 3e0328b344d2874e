package engine

import (
	"context"
	"errors"

	"mud/engine/guard"
	"mud/engine/session"
)

// Leave says how the world ends.
type Leave struct {
	Stop   bool   // the Portals end as well; else a new Server takes over
	Cold   bool   // with the hooks of a cold end, and those of a cold start the next time
	Reason string // with Stop: why, for everybody
	Asker  int64  // the session that asked, 0 for none
}

// Shutdown stops everything after the running step. Everybody is told reason.
func (e *Engine) Shutdown(reason string) {
	e.Follow(leaving{Leave{Stop: true, Cold: true, Reason: reason}})
}

// Restart has a new Server take over after the running step: a new process,
// with all connections kept. by is who asked, nil for nobody in the game.
func (e *Engine) Restart(by *session.Session) { e.leaveTo(by, Leave{}) }

// Reset is Restart with everybody out of character and the hooks of a cold
// start.
func (e *Engine) Reset(by *session.Session) {
	for _, s := range e.Sessions.All(false) {
		e.Follow(unpuppeted{s})
	}
	e.leaveTo(by, Leave{Cold: true})
}

func (e *Engine) leaveTo(by *session.Session, l Leave) {
	text := "Server restart initiated …"
	if by != nil {
		l.Asker = by.Sessid()
		text = "Server restart initiated by " + guard.Escape(by.Self().Key()) + " …"
	}
	for _, s := range e.Sessions.All(true) {
		e.Sessions.Tell(s, text)
	}
	e.Follow(leaving{l})
}

// unpuppeted takes a session out of character in a step of its own.
type unpuppeted struct{ s *session.Session }

func (u unpuppeted) Run(e *Engine) error {
	if u.s.Gone() {
		return nil
	}
	return e.Sessions.Unpuppet(u.s)
}

type leaving struct{ Leave }

func (l leaving) Run(e *Engine) error {
	if e.Deps.Leave == nil {
		return errors.New("nobody runs this world who could end it")
	}
	e.leave = l.Leave
	e.After(func() { e.Deps.Leave(l.Leave) })
	return nil
}

// End says how the world ends, from another goroutine, before the context of
// Run ends.
func (e *Engine) End(l Leave) {
	_ = e.Do(context.Background(), func(e *Engine) error { // it fails for a world that has ended
		e.leave = l
		return nil
	})
}

// metaCold says that the last end was a cold one. A Server that was killed
// goes on as after a restart.
const metaCold = "cold"

// startHooks runs the hooks of the start (spec 7.5).
func (e *Engine) startHooks() error {
	kind := "at_server_reload_start"
	if e.World.Meta(metaCold) != nil {
		kind = "at_server_cold_start"
		e.World.SetMeta(metaCold, nil)
	}
	for _, name := range []string{"at_server_init", kind, "at_server_start"} {
		e.current.what = "hook " + name
		if err := e.scripts.Event(name); err != nil {
			return err
		}
	}
	return nil
}

// stopping is the last step: the hooks of the end. Sessions are not ended by
// it, as their connections may outlive this Server.
type stopping struct{}

func (s stopping) Run(e *Engine) error {
	s.Fallback(e)
	kind, hook := "at_server_reload_stop", "at_server_reload"
	if e.leave.Cold {
		kind, hook = "at_server_cold_stop", "at_server_shutdown"
		e.World.SetMeta(metaCold, []byte("1"))
	}
	e.callAll(hook)
	for _, name := range []string{"at_server_stop", kind} {
		e.attempt("hook "+name, func() error { return e.scripts.Event(name) })
	}
	return nil
}

// Fallback notes when the Server stopped, whatever the hooks do.
func (stopping) Fallback(e *Engine) { _ = alive{}.Run(e) }
