package engine

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"mud/engine/clock"
	"mud/engine/value"
)

// timer is what is to happen later: a script that sleeps, an event of the
// engine's own, or a function that a script named.
type timer struct {
	task *waiting // a sleeping script; the rest is unset then
	own  Event    // run every ownBeat; the rest is unset then
	id   string
	call Timer
}

// Timer is a call of a script's function at a later time. It is stored, so
// that it survives a restart.
type Timer struct {
	Func     string        // "plugin.lib.topic.fn"
	Args     []value.Value // plain data and references
	Interval time.Duration // how often, 0 for once
	Due      time.Time
}

const metaTimer = "timer/"

// storedTimer is a Timer as it is kept.
type storedTimer struct {
	Func     string          `json:"func"`
	Args     json.RawMessage `json:"args"`
	Interval float64         `json:"interval,omitempty"` // seconds
	Due      time.Time       `json:"due"`
}

// SetTimer starts a timer, replacing the one with the same id. An empty id
// gets a new one, which is returned.
func (e *Engine) SetTimer(id string, t Timer) (string, error) {
	if id == "" {
		id = e.newTimerID()
	}
	args, err := value.Marshal(value.List(t.Args...))
	if err != nil {
		return "", fmt.Errorf("storing the arguments of a timer: %w", err)
	}
	data, err := json.Marshal(storedTimer{t.Func, args, t.Interval.Seconds(), t.Due})
	if err != nil {
		return "", fmt.Errorf("storing a timer: %w", err)
	}
	e.RemoveTimer(id)
	e.World.SetMeta(metaTimer+id, data)
	e.arm(id, t)
	return id, nil
}

// newTimerID makes an id from a counter of the world, so that it is the same
// when the step is run again.
func (e *Engine) newTimerID() string {
	n, _ := strconv.Atoi(string(e.World.Meta("next_timer")))
	e.World.SetMeta("next_timer", fmt.Append(nil, n+1))
	return "delay-" + strconv.Itoa(n+1)
}

func (e *Engine) arm(id string, t Timer) {
	entry := e.queue.Add(t.Due, &timer{id: id, call: t})
	e.timers[id] = entry
	e.Journal.Undo(func() {
		e.queue.Remove(entry)
		delete(e.timers, id)
	})
}

// RemoveTimer stops a timer and reports whether it was there.
func (e *Engine) RemoveTimer(id string) bool {
	entry, ok := e.timers[id]
	if !ok {
		return false
	}
	e.disarm(id, entry)
	e.World.SetMeta(metaTimer+id, nil)
	return true
}

func (e *Engine) disarm(id string, entry *clock.Entry[*timer]) {
	e.queue.Remove(entry)
	delete(e.timers, id)
	e.Journal.Undo(func() {
		e.queue.Restore(entry)
		e.timers[id] = entry
	})
}

// loadTimers arms the timers that the store kept; what became due while the
// Server was away happens now.
func (e *Engine) loadTimers() error {
	for _, key := range e.World.MetaKeys(metaTimer) {
		var s storedTimer
		if err := json.Unmarshal(e.World.Meta(key), &s); err != nil {
			return fmt.Errorf("reading %s: %w", key, err)
		}
		v, err := value.Unmarshal(s.Args)
		if err != nil {
			return fmt.Errorf("reading the arguments of %s: %w", key, err)
		}
		t := Timer{Func: s.Func, Interval: time.Duration(s.Interval * float64(time.Second)), Due: s.Due}
		if list, ok := v.(*value.Table); ok {
			for _, k := range list.Keys() {
				t.Args = append(t.Args, list.Get(k))
			}
		}
		e.arm(key[len(metaTimer):], t)
	}
	return nil
}

// runTimers runs what is due, each as a step of its own.
func (e *Engine) runTimers() {
	now := e.Clock.Now()
	for {
		entry := e.queue.Pop(now)
		if entry == nil {
			return
		}
		if own := entry.Value.own; own != nil {
			e.queue.Add(now.Add(ownBeat), entry.Value)
			e.step(own)
			continue
		}
		e.step(timerDue{entry})
	}
}

type timerDue struct{ entry *clock.Entry[*timer] }

// Run goes on with a sleeping script, or calls the timer's function.
func (d timerDue) Run(e *Engine) error {
	t := d.entry.Value
	if t.task != nil {
		return e.resume(t.task)
	}
	if err := d.renew(e); err != nil {
		return err
	}
	e.current.what = "timer " + t.call.Func
	return e.settle(nil, e.scripts.Func(t.call.Func, t.call.Args))
}

// Fallback keeps a failing timer's beat, and forgets one that ran only once.
func (d timerDue) Fallback(e *Engine) {
	if d.entry.Value.task != nil {
		return
	}
	if err := d.renew(e); err != nil {
		e.Log.Error("a timer is lost", "timer", d.entry.Value.id, "error", err)
	}
}

// renew arms a repeating timer again, or forgets one that has run. A beat that
// was missed, as while the machine slept, is not made up for.
func (d timerDue) renew(e *Engine) error {
	t := d.entry.Value
	delete(e.timers, t.id)
	e.World.SetMeta(metaTimer+t.id, nil)
	if t.call.Interval <= 0 {
		return nil
	}
	next := t.call
	next.Due = d.entry.Due.Add(next.Interval)
	if next.Due.Before(e.now) {
		next.Due = e.now.Add(next.Interval)
	}
	_, err := e.SetTimer(t.id, next)
	return err
}
