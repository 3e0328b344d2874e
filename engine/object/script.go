package object

import (
	"slices"
	"time"

	"mud/engine/journal"
	"mud/engine/value"
)

// Beat is when a script object is called, and what is left of that.
type Beat struct {
	Interval time.Duration // between two calls, 0 for a script without a beat
	Repeats  int           // calls until it stops, 0 for no end
	Volatile bool          // it goes with the Server, it does not outlive a restart
}

// scriptFields are what only script objects have.
type scriptFields struct {
	On       value.Ref     `json:"on,omitempty"` // what it is on, 0 for the whole game
	Interval time.Duration `json:"interval,omitempty"`
	Repeats  int           `json:"repeats,omitempty"`
	Done     int           `json:"done,omitempty"` // calls since it was started
	Volatile bool          `json:"volatile,omitempty"`
	Paused   time.Duration `json:"paused,omitempty"` // what was left of the interval when it was paused
}

func (o *Object) scriptRow() *scriptFields {
	if o.kind != Script {
		return nil
	}
	return &o.scr
}

// On is what a script object is on, nil for the whole game.
func (o *Object) On() *Object { return o.world.Get(o.scr.On) }

// Scripts are the script objects that are on the entity, in the order in which
// they were put there. The slice must not be changed.
func (o *Object) Scripts() []*Object { return o.scripts }

// SetOn puts a script object on an entity, or on none with nil.
func (o *Object) SetOn(on *Object) {
	if old := o.On(); old != nil {
		list, _ := without(old.scripts, func(x *Object) bool { return x == o })
		journal.Set(o.journal(), &old.scripts, list)
	}
	var ref value.Ref
	if on != nil {
		ref = on.id
		journal.Set(o.journal(), &on.scripts, append(slices.Clone(on.scripts), o))
	}
	setField(o, &o.scr.On, ref)
}

// Beat is when a script object is called.
func (o *Object) Beat() Beat { return Beat{o.scr.Interval, o.scr.Repeats, o.scr.Volatile} }

// SetBeat says when a script object is called, from its next start on.
func (o *Object) SetBeat(b Beat) {
	f := o.scr
	f.Interval, f.Repeats, f.Volatile = b.Interval, b.Repeats, b.Volatile
	setField(o, &o.scr, f)
}

// Done is how often a script object was called since it was started.
func (o *Object) Done() int { return o.scr.Done }

// SetDone counts the calls of a script object.
func (o *Object) SetDone(n int) { setField(o, &o.scr.Done, n) }

// Paused is what was left of the interval when a script object was paused, 0
// for one that is not.
func (o *Object) Paused() time.Duration { return o.scr.Paused }

// SetPaused notes what is left of the interval of a paused script object.
func (o *Object) SetPaused(left time.Duration) { setField(o, &o.scr.Paused, left) }
