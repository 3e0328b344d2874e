package engine

import (
	"time"

	"mud/engine/session"
)

// sweep looks for sessions that have been idle for longer than [sessions]
// idle_timeout allows (spec 2.9).
type sweep struct{}

func (sweep) every() time.Duration { return time.Minute }

// Run ends them.
func (sweep) Run(e *Engine) error {
	e.EndIdle()
	return nil
}

// EndIdle ends the sessions that have been idle for too long, each in a step
// of its own, so that one failing hook leaves the others alone. It returns how
// many they are.
func (e *Engine) EndIdle() (n int) {
	if e.IdleTimeout <= 0 {
		return 0
	}
	for _, s := range e.Sessions.All(false) {
		if e.now.Sub(s.Last()) > e.IdleTimeout {
			e.Follow(idle{s})
			n++
		}
	}
	return n
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
