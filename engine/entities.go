package engine

import (
	"mud/engine/object"
	"mud/engine/session"
	"mud/engine/value"
)

// tellPlayer says something to the sessions that play o.
func (e *Engine) tellPlayer(o *object.Object, text string) {
	for _, s := range e.Sessions.Of(o) {
		e.Sessions.Tell(s, text)
	}
}

// Asking are the sessions that hear what comes of something that o asks for:
// the one that typed the running command, if it is o's, else all of o's.
func (e *Engine) Asking(o *object.Object) []*session.Session {
	if s := e.current.session; s != nil && s.Self() == o {
		return e.Sessions.ReplyTo(s, o)
	}
	return e.Sessions.Of(o)
}

// batch is how many entities have a hook called in one step.
const batch = 100

// callAll has a hook of all entities called, some in a step, after the running
// one. What one of them fails at is its own: the others are called all the same.
func (e *Engine) callAll(hook string) {
	var ids []value.Ref
	for _, kind := range []object.Kind{object.Thing, object.Account, object.Channel, object.Script} {
		for _, o := range e.World.All(kind) {
			if e.scripts.Has(o, hook) {
				ids = append(ids, o.ID())
			}
		}
	}
	for ; len(ids) > batch; ids = ids[batch:] {
		e.Follow(entityHook{hook, ids[:batch]})
	}
	e.Follow(entityHook{hook, ids})
}

// entityHook calls a hook of some entities.
type entityHook struct {
	hook string
	ids  []value.Ref
}

// Run calls it on those that are still there.
func (h entityHook) Run(e *Engine) error {
	for _, id := range h.ids {
		o := e.World.Get(id)
		if o == nil {
			continue
		}
		e.attempt("hook "+h.hook, func() error {
			_, err := e.scripts.Call(o, h.hook)
			return err
		})
	}
	return nil
}

// gone has the scripts forget an entity that the running step deletes: a world
// that goes on for years must not grow by what it has lost.
func (e *Engine) gone(o *object.Object) {
	e.After(func() {
		e.scripts.Deleted(o)
		e.live.Deleted(o)
	})
}
