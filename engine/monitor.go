package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"mud/engine/object"
	"mud/engine/value"
)

// Monitor is a function that is called after a field or attribute of an entity
// has changed. It is stored, so that it survives a restart.
type Monitor struct {
	ID     string
	Object value.Ref
	Field  object.Field
	Func   string        // "plugin.lib.topic.fn": called with the entity, the field's name, its value and Args
	Args   []value.Value // plain data and references
}

const metaMonitor = "monitor/"

type storedMonitor struct {
	Object value.Ref       `json:"object"`
	Field  object.Field    `json:"field"`
	Func   string          `json:"func"`
	Args   json.RawMessage `json:"args,omitempty"`
}

// watchKey is what monitors are found by.
type watchKey struct {
	id    value.Ref
	field object.Field
}

// SetMonitor watches a field, in place of the monitor with the same id.
func (e *Engine) SetMonitor(m Monitor) error {
	args, err := value.Marshal(value.List(m.Args...))
	if err != nil {
		return fmt.Errorf("storing the arguments of a monitor: %w", err)
	}
	data, err := json.Marshal(storedMonitor{m.Object, m.Field, m.Func, args})
	if err != nil {
		return fmt.Errorf("storing a monitor: %w", err)
	}
	e.RemoveMonitor(m.ID)
	e.World.SetMeta(metaMonitor+m.ID, data)
	e.watch(m)
	return nil
}

func (e *Engine) watch(m Monitor) {
	key := watchKey{m.Object, m.Field}
	e.setWatch(key, append(slices.Clone(e.watched[key]), m))
}

func (e *Engine) setWatch(key watchKey, list []Monitor) {
	old := e.watched[key]
	put := func(list []Monitor) {
		if len(list) == 0 {
			delete(e.watched, key)
			return
		}
		e.watched[key] = list
	}
	put(list)
	e.Journal.Undo(func() { put(old) })
}

// RemoveMonitor stops watching and reports whether there was such a monitor.
func (e *Engine) RemoveMonitor(id string) bool {
	if e.World.Meta(metaMonitor+id) == nil {
		return false
	}
	for _, m := range e.Monitors() {
		if m.ID == id {
			key := watchKey{m.Object, m.Field}
			e.setWatch(key, slices.DeleteFunc(slices.Clone(e.watched[key]), func(x Monitor) bool { return x.ID == id }))
		}
	}
	e.World.SetMeta(metaMonitor+id, nil)
	return true
}

// Monitors lists all monitors by their ids.
func (e *Engine) Monitors() []Monitor {
	var out []Monitor
	for _, list := range e.watched {
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b Monitor) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return out
}

// unwatch drops the monitors of an entity that is about to be deleted.
func (e *Engine) unwatch(o *object.Object) {
	for _, m := range e.Monitors() {
		if m.Object == o.ID() {
			e.RemoveMonitor(m.ID)
		}
	}
}

// loadMonitors watches again what was watched before the Server stopped.
func (e *Engine) loadMonitors() error {
	for _, key := range e.World.MetaKeys(metaMonitor) {
		var s storedMonitor
		if err := json.Unmarshal(e.World.Meta(key), &s); err != nil {
			return fmt.Errorf("reading %s: %w", key, err)
		}
		args, err := readList(s.Args)
		if err != nil {
			return fmt.Errorf("reading the arguments of %s: %w", key, err)
		}
		e.watch(Monitor{ID: key[len(metaMonitor):], Object: s.Object, Field: s.Field, Func: s.Func, Args: args})
	}
	return nil
}

// changed notes that a field has changed; see object.World.Changed.
func (e *Engine) changed(o *object.Object, f object.Field) {
	key := watchKey{o.ID(), f}
	if _, ok := e.watched[key]; ok && !slices.Contains(e.noticed, key) {
		e.noticed = append(e.noticed, key)
	}
}

// notice has the monitors of what the running step changed called, each in a
// step of its own: however often a step changed a field, they hear of it once.
func (e *Engine) notice() {
	for _, key := range e.noticed {
		for _, m := range e.watched[key] {
			e.Follow(monitored{m, e.current.depth + 1})
		}
	}
	e.noticed = e.noticed[:0]
}

type monitored struct {
	m     Monitor
	depth int
}

// Run calls the function with what the field holds now.
func (c monitored) Run(e *Engine) error {
	o := e.World.Get(c.m.Object)
	if o == nil {
		return nil
	}
	e.current.what, e.current.depth = "monitor "+c.m.ID+" of "+c.m.Field.String(), c.depth
	e.current.spot = FuncSpot(c.m.Func)
	if c.depth > maxDepth {
		return errors.New("monitors that change what monitors watch went on more than ten times and were stopped")
	}
	args := append([]value.Value{o.ID(), c.m.Field.String(), o.Value(c.m.Field)}, c.m.Args...)
	return e.settle(nil, e.scripts.Func(c.m.Func, args))
}
