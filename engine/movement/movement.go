// Package movement brings entities to other places and out of the world, with
// every hook that scripts may have for it (spec 10.1, 10.6). It is called on
// the game goroutine, inside a step.
package movement

import (
	"mud/engine/hook"
	"mud/engine/object"
)

// Mover moves entities.
type Mover struct {
	Hooks hook.Caller
	// Released is called before an entity is deleted, so that nobody goes on
	// puppeting it.
	Released func(o *object.Object) error
	// Tell says something to whoever plays o, in markup.
	Tell func(o *object.Object, text string)
}

// How says in which way something moves.
type How struct {
	Kind  string // "move", "traverse", "teleport", "get", "drop", "give": told to the hooks
	Quiet bool   // nobody is told: announce_move_from and _to are left out
}

type step struct {
	target *object.Object
	name   string
	args   []any
}

// Move brings o to dest, which is nil for nowhere. It reports false when a
// hook forbade it, which has told why, or when o would be inside of itself. The order is the model's: ask the
// thing, the old place and the new one, announce, leave, move, announce,
// arrive.
func (m *Mover) Move(o, dest *object.Object, how How) (bool, error) {
	from := o.Location()
	if dest.Within(o) {
		return false, nil // nothing can be put into itself
	}
	asks := []step{
		{o, "at_pre_move", []any{dest, how.Kind}},
		{from, "at_pre_object_leave", []any{o, dest, how.Kind}},
		{dest, "at_pre_object_receive", []any{o, from, how.Kind}},
	}
	if ok, err := m.run(asks, true); !ok || err != nil {
		return false, err
	}
	leaving := []step{{from, "at_object_leave", []any{o, dest, how.Kind}}}
	if !how.Quiet {
		leaving = append([]step{{o, "announce_move_from", []any{dest, how.Kind}}}, leaving...)
	}
	if _, err := m.run(leaving, false); err != nil {
		return false, err
	}
	if err := o.Place(dest); err != nil {
		return false, err
	}
	var arriving []step
	if !how.Quiet {
		arriving = append(arriving, step{o, "announce_move_to", []any{from, how.Kind}})
	}
	arriving = append(arriving, step{dest, "at_object_receive", []any{o, from, how.Kind}},
		step{o, "at_post_move", []any{from, how.Kind}})
	_, err := m.run(arriving, false)
	return err == nil, err
}

// run calls hooks in order; with asking, the first false ends it.
func (m *Mover) run(steps []step, asking bool) (bool, error) {
	for _, s := range steps {
		if s.target == nil {
			continue
		}
		result, err := m.Hooks.Call(s.target, s.name, s.args...)
		if err != nil {
			return false, err
		}
		if asking && hook.Stopped(result) {
			return false, nil
		}
	}
	return true, nil
}
