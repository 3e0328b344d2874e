package engine

import (
	"encoding/json"
	"fmt"
	"time"

	"mud/engine/value"
)

// metaAlive is when the Server last wrote that it is alive.
const metaAlive = "alive"

// alive notes the time every few seconds and at the end, for loadTimers.
type alive struct{}

func (alive) every() time.Duration { return 5 * time.Second }

// Run stores the time of the step.
func (alive) Run(e *Engine) error {
	e.World.SetMeta(metaAlive, []byte(e.now.UTC().Format(time.RFC3339Nano)))
	return nil
}

// loadTimers arms the timers that the store kept. A delay that became due
// while the Server was away happens now; for what repeats, the time that the
// Server was away does not count: what was left of its interval is left still.
func (e *Engine) loadTimers() error {
	timers := map[string]Timer{}
	last, _ := time.Parse(time.RFC3339Nano, string(e.World.Meta(metaAlive)))
	for _, key := range e.World.MetaKeys(metaTimer) {
		t, err := readTimer(key, e.World.Meta(key))
		if err != nil {
			return err
		}
		timers[key] = t
		if begun := t.Due.Add(-t.Interval); t.Interval > 0 && begun.After(last) {
			last = begun // it was alive when this interval began
		}
	}
	away := max(0, e.now.Sub(last))
	for _, key := range e.World.MetaKeys(metaTimer) {
		t, id := timers[key], key[len(metaTimer):]
		if t.Interval <= 0 {
			e.arm(&timer{id: id, call: t}, t.Due)
			continue
		}
		left := min(max(0, t.Due.Add(away).Sub(e.now)), t.Interval)
		t.Due = e.now.Add(left)
		if _, err := e.SetTimer(id, t); err != nil {
			return err
		}
	}
	return alive{}.Run(e)
}

func readTimer(key string, data []byte) (Timer, error) {
	var s storedTimer
	if err := json.Unmarshal(data, &s); err != nil {
		return Timer{}, fmt.Errorf("reading %s: %w", key, err)
	}
	args, err := readList(s.Args)
	if err != nil {
		return Timer{}, fmt.Errorf("reading the arguments of %s: %w", key, err)
	}
	return Timer{
		Func: s.Func, Script: s.Script, Args: args, Due: s.Due,
		Interval: time.Duration(s.Interval * float64(time.Second)),
	}, nil
}

// readList is a list of values as it was stored.
func readList(data []byte) ([]value.Value, error) {
	if len(data) == 0 {
		return nil, nil
	}
	v, err := value.Unmarshal(data)
	if err != nil {
		return nil, err
	}
	list, ok := v.(*value.Table)
	if !ok {
		return nil, nil
	}
	last := 0 // a nil among the values has left a hole
	for _, k := range list.Keys() {
		if n, ok := k.(float64); ok {
			last = max(last, int(n))
		}
	}
	out := make([]value.Value, last)
	for i := range out {
		out[i] = list.Get(float64(i + 1))
	}
	return out, nil
}
