package engine

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mud/engine/clock"
	"mud/engine/value"
)

// timer is what is to happen later: a script that sleeps, an event of the
// engine's own, or a function that a script named.
type timer struct {
	task *waiting // a sleeping script, or one that begins later
	own  ownEvent // one of the engine's own; the rest is unset then
	id   string   // "" for a script that sleeps
	call Timer
}

// ownEvent is an event of the engine's own that comes again and again.
type ownEvent interface {
	Event
	every() time.Duration
}

// again has one of the engine's own events run after its time, and so on.
func (e *Engine) again(own ownEvent) { e.queue.Add(e.now.Add(own.every()), &timer{own: own}) }

// Timer is a call of a script's function at a later time. Unless it is
// volatile it is stored, so that it survives a restart.
type Timer struct {
	Func     string        // "plugin.lib.topic.fn"; "" for the beat of a script object
	Script   value.Ref     // that script object
	Args     []value.Value // plain data and references
	Interval time.Duration // how often, 0 for once
	Due      time.Time
	Volatile bool // kept over @reload, not over a restart
}

const metaTimer = "timer/"

// storedTimer is a Timer as it is kept.
type storedTimer struct {
	Func     string          `json:"func,omitempty"`
	Script   value.Ref       `json:"script,omitempty"`
	Args     json.RawMessage `json:"args,omitempty"`
	Interval float64         `json:"interval,omitempty"` // seconds
	Due      time.Time       `json:"due"`
}

// SetTimer starts a timer, replacing the one with the same id. An empty id
// gets a new one, which is returned.
func (e *Engine) SetTimer(id string, t Timer) (string, error) {
	if id == "" {
		id = e.newTimerID()
	}
	e.RemoveTimer(id)
	if err := e.timersFull(); err != nil {
		return "", err
	}
	if !t.Volatile {
		data, err := t.stored()
		if err != nil {
			return "", err
		}
		e.World.SetMeta(metaTimer+id, data)
	}
	e.arm(&timer{id: id, call: t}, t.Due)
	return id, nil
}

func (t Timer) stored() ([]byte, error) {
	args, err := value.Marshal(value.List(t.Args...))
	if err != nil {
		return nil, fmt.Errorf("storing the arguments of a timer: %w", err)
	}
	data, err := json.Marshal(storedTimer{t.Func, t.Script, args, t.Interval.Seconds(), t.Due})
	if err != nil {
		return nil, fmt.Errorf("storing a timer: %w", err)
	}
	return data, nil
}

// Later begins a script after some time. It is not stored: a restart loses it,
// a reload does not. The id is for RemoveTimer.
func (e *Engine) Later(wait time.Duration, t Task) (string, error) {
	if err := e.timersFull(); err != nil {
		return "", err
	}
	id := e.newTimerID()
	e.arm(&timer{id: id, task: &waiting{task: t, scripts: e.scripts, what: "delay " + id}}, e.now.Add(wait))
	return id, nil
}

// newTimerID makes an id from a counter of the world, so that it is the same
// when the step is run again.
func (e *Engine) newTimerID() string {
	n, _ := strconv.Atoi(string(e.World.Meta("next_timer")))
	e.World.SetMeta("next_timer", fmt.Append(nil, n+1))
	return "delay-" + strconv.Itoa(n+1)
}

func (e *Engine) arm(t *timer, due time.Time) {
	if soon := e.now.Add(shortestWait); due.Before(soon) && t.call.Interval == 0 {
		due = soon
	}
	entry := e.queue.Add(due, t)
	e.timers[t.id] = entry
	e.Journal.Undo(func() {
		e.queue.Remove(entry)
		delete(e.timers, t.id)
	})
}

// RemoveTimer stops a timer and reports whether it was there.
func (e *Engine) RemoveTimer(id string) bool {
	entry, ok := e.timers[id]
	if !ok {
		return false
	}
	e.queue.Remove(entry)
	delete(e.timers, id)
	e.Journal.Undo(func() {
		e.queue.Restore(entry)
		e.timers[id] = entry
	})
	e.forgetTimer(entry.Value)
	return true
}

// forgetTimer removes what is stored of a timer.
func (e *Engine) forgetTimer(t *timer) {
	if t.task == nil && !t.call.Volatile {
		e.World.SetMeta(metaTimer+t.id, nil)
	}
}

// Pending is a timer as it is listed.
type Pending struct {
	ID    string
	Left  time.Duration // until it is due
	Timer Timer         // zero for a script's function that has no name
}

// Pending lists the timers that have an id, the next one first.
func (e *Engine) Pending() []Pending {
	var out []Pending
	for id, entry := range e.timers {
		out = append(out, Pending{ID: id, Left: max(0, entry.Due.Sub(e.now)), Timer: entry.Value.call})
	}
	slices.SortFunc(out, func(a, b Pending) int {
		return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// timersTurn is how long what is due is run while others wait.
const timersTurn = 2 * time.Millisecond

// runTimers runs what is due, each as a step of its own. Where more is due than
// can be done, what comes in has its turn between: others are waiting, when they
// were taken out of the inbox already.
func (e *Engine) runTimers(waiting bool) {
	now, begun := e.Clock.Now(), time.Now()
	for e.commits.failure() == nil {
		entry := e.queue.Pop(now)
		if entry == nil {
			return
		}
		e.runTimer(entry)
		if (waiting || e.inbox.len() > 0) && time.Since(begun) > timersTurn {
			return
		}
	}
}

func (e *Engine) runTimer(entry *clock.Entry[*timer]) {
	if own := entry.Value.own; own != nil {
		e.step(own)
		e.again(own)
		return
	}
	e.step(timerDue{entry})
}

type timerDue struct{ entry *clock.Entry[*timer] }

// Run goes on with a sleeping script, or calls the timer's function.
func (d timerDue) Run(e *Engine) error {
	t := d.entry.Value
	if err := d.renew(e); err != nil {
		return err
	}
	switch {
	case t.task != nil:
		e.woken(t.task.session)
		return e.resume(t.task)
	case t.call.Script != 0:
		return e.beat(t.call.Script)
	}
	e.current.what, e.current.spot = "timer "+t.call.Func, FuncSpot(t.call.Func)
	return e.settle(nil, e.scripts.Func(t.call.Func, t.call.Args))
}

// Fallback keeps a failing timer's beat, and forgets one that ran only once.
func (d timerDue) Fallback(e *Engine) {
	if err := d.renew(e); err != nil {
		e.Log.Error("a timer is lost", "timer", d.entry.Value.id, "error", err)
	}
}

// renew arms a repeating timer again, or forgets one that has run. A beat that
// was missed, as while the machine slept, is not made up for.
func (d timerDue) renew(e *Engine) error {
	t := d.entry.Value
	if t.id == "" {
		return nil
	}
	delete(e.timers, t.id)
	e.forgetTimer(t)
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
