package engine

import (
	"fmt"
	"time"

	"mud/engine/object"
	"mud/engine/value"
)

// beatID is the id of a script object's timer.
func beatID(o *object.Object) string { return fmt.Sprintf("script-%d", o.ID()) }

// StartScript starts a script object, from the beginning: its hook at_start
// runs, and its first call comes after wait. One that runs already begins anew.
func (e *Engine) StartScript(o *object.Object, wait time.Duration) error {
	o.SetDone(0)
	o.SetPaused(0)
	if _, err := e.scripts.Call(o, "at_start"); err != nil {
		return err
	}
	return e.beatFrom(o, wait)
}

// beatFrom has a script object called after wait and then at its interval.
func (e *Engine) beatFrom(o *object.Object, wait time.Duration) error {
	b := o.Beat()
	if b.Interval <= 0 || o.Deleted() {
		return nil
	}
	_, err := e.SetTimer(beatID(o), Timer{Script: o.ID(), Interval: b.Interval, Due: e.now.Add(wait)})
	return err
}

// Running reports whether a script object has a call before it, and when.
func (e *Engine) Running(o *object.Object) (left time.Duration, ok bool) {
	entry, ok := e.timers[beatID(o)]
	if !ok {
		return 0, false
	}
	return max(0, entry.Due.Sub(e.now)), true
}

// PauseScript stops the calls of a script object and keeps what is left of its
// interval; its hook at_pause runs.
func (e *Engine) PauseScript(o *object.Object) error {
	left, ok := e.Running(o)
	if !ok {
		return nil
	}
	e.RemoveTimer(beatID(o))
	o.SetPaused(max(left, time.Nanosecond))
	_, err := e.scripts.Call(o, "at_pause")
	return err
}

// UnpauseScript goes on where PauseScript stopped.
func (e *Engine) UnpauseScript(o *object.Object) error {
	left := o.Paused()
	if left <= 0 {
		return nil
	}
	o.SetPaused(0)
	return e.beatFrom(o, left)
}

// StopScript ends the calls of a script object; its hook at_stop runs. The
// script object stays, and may be started again.
func (e *Engine) StopScript(o *object.Object) error {
	_, ok := e.Running(o)
	if !ok && o.Paused() == 0 {
		return nil
	}
	e.RemoveTimer(beatID(o))
	o.SetPaused(0)
	_, err := e.scripts.Call(o, "at_stop")
	return err
}

// beat is one call of a script object: at_repeat, unless it says that it is
// not valid any more; then it is deleted.
func (e *Engine) beat(id value.Ref) error {
	o := e.World.Get(id)
	if o == nil {
		e.RemoveTimer(fmt.Sprintf("script-%d", id))
		return nil
	}
	e.current.what, e.current.spot = "script "+o.Key()+" ("+o.Typeclass()+")", HookSpot{o, "at_repeat"}
	valid, err := e.scripts.Call(o, "is_valid")
	if err != nil {
		return err
	}
	if valid == false {
		_, err := e.Mover.Delete(o)
		return err
	}
	o.SetDone(o.Done() + 1)
	if _, err := e.scripts.Call(o, "at_repeat"); err != nil {
		return err
	}
	if b := o.Beat(); b.Repeats > 0 && o.Done() >= b.Repeats && !o.Deleted() {
		return e.StopScript(o)
	}
	return nil
}

// dropVolatile deletes the script objects that do not outlive a restart.
func (e *Engine) dropVolatile() error {
	for _, o := range e.World.All(object.Script) {
		if o.Beat().Volatile {
			e.RemoveTimer(beatID(o))
			if _, err := e.Mover.Delete(o); err != nil {
				return err
			}
		}
	}
	return nil
}

// released lets go of what is about to be deleted: sessions, script objects on
// it, its timer, and those who watch it.
func (e *Engine) released(o *object.Object) error {
	if o.Kind() == object.Script {
		if err := e.StopScript(o); err != nil {
			return err
		}
		o.SetOn(nil)
	}
	for _, s := range append([]*object.Object{}, o.Scripts()...) {
		if _, err := e.Mover.Delete(s); err != nil {
			return err
		}
		if !s.Deleted() {
			s.SetOn(nil) // its at_object_delete said no: it goes on by itself
		}
	}
	e.unwatch(o)
	return e.Sessions.Release(o)
}
