package engine

import (
	"time"

	"mud/engine/session"
)

// ownBeat is how often the engine's own events are run.
const ownBeat = time.Minute

// sweep looks for sessions that have been idle for longer than [sessions]
// idle_timeout allows (spec 2.9).
type sweep struct{}

// Run ends each of them in a step of its own, so that one failing hook leaves
// the others alone.
func (sweep) Run(e *Engine) error {
	for _, s := range e.Sessions.All(false) {
		if e.now.Sub(s.Last()) > e.IdleTimeout {
			e.Follow(idle{s})
		}
	}
	return nil
}

const idleReason = "Idle timeout exceeded, disconnecting."

type idle struct{ s *session.Session }

func (i idle) Run(e *Engine) error {
	if i.s.Gone() {
		return nil
	}
	e.current.what = "idle timeout"
	return e.Sessions.Disconnect(i.s, idleReason)
}

// Fallback ends the session without the hooks that failed.
func (i idle) Fallback(e *Engine) { e.Sessions.Drop(i.s, idleReason) }
