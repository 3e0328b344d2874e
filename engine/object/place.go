package object

import (
	"errors"
	"fmt"
	"slices"

	"mud/engine/journal"
)

// ErrInside is returned when something would be moved into itself.
var ErrInside = errors.New("a thing cannot be moved into itself or into what it holds")

// Place puts the entity into dest (nil for nowhere) without any hook; see
// engine/session's movement for the whole ceremony.
func (o *Object) Place(dest *Object) error {
	if dest.Within(o) {
		return ErrInside
	}
	if dest != nil && (dest.kind != Thing || o.kind != Thing) {
		return fmt.Errorf("an %s cannot be in an %s: only objects are somewhere, and in objects", o.kind, dest.kind)
	}
	if from := o.location; from != nil {
		out, _ := without(from.contents, func(x *Object) bool { return x == o })
		journal.Set(o.journal(), &from.contents, out)
		o.world.touchPlace(from)
	}
	journal.Set(o.journal(), &o.location, dest)
	o.changed(LocationField)
	if dest != nil {
		journal.Set(o.journal(), &o.world.arrivals, o.world.arrivals+1)
		journal.Set(o.journal(), &o.f.Arrived, o.world.arrivals)
		journal.Set(o.journal(), &dest.contents, append(slices.Clone(dest.contents), o))
		o.world.touchPlace(dest)
	}
	o.save()
	return nil
}

// Within reports whether the entity is o or is somewhere inside of it.
func (o *Object) Within(other *Object) bool {
	for at := o; at != nil; at = at.location {
		if at == other {
			return true
		}
	}
	return false
}

// Exits are the contents that lead somewhere.
func (o *Object) Exits() []*Object {
	var out []*Object
	for _, x := range o.contents {
		if x.destination != nil {
			out = append(out, x)
		}
	}
	return out
}

// Room is the outermost place that the entity is in, nil for none.
func (o *Object) Room() *Object {
	at := o.location
	for at != nil && at.location != nil {
		at = at.location
	}
	return at
}

func (w *World) touchPlace(o *Object) {
	w.marks++
	o.placeMark = w.marks
	w.Journal.Undo(func() { // an undone move changes the place once more
		w.marks++
		o.placeMark = w.marks
	})
}
