// Package value is what attributes hold: nil, bool, float64, string, Ref
// (a reference to an entity) and *Table (nested, ordered). These are the
// values that Lua and the store both know; there are no functions among them,
// so that world data never keeps an old generation of scripts alive.
//
// It is pure data: no goroutine, no journal. engine/object owns the tables
// that live in the world and records every change to them.
package value

import (
	"math"
	"slices"
)

// Value is one of nil, bool, float64, string, Ref and *Table.
type Value any

// Ref is a reference to an entity (object, account, channel, script) by id.
// Ids are never reused, so that a Ref to a deleted entity reads as nil.
type Ref int64

// Table is Lua's table as data: a list part with the keys 1 to n and named
// entries in the order in which they were first set, so that walking it is
// the same on each run (a step is deterministic).
type Table struct {
	list  []Value
	keys  []Value         // insertion order; a deleted key leaves a tombstone
	index map[Value]int   // position in keys
	named map[Value]Value // the entries outside the list
	dead  int             // tombstones in keys
}

type tombstone struct{}

// NewTable returns an empty table.
func NewTable() *Table { return &Table{} }

// List returns a table with the given values at 1, 2, …; a nil among them
// leaves a hole, as in Lua.
func List(values ...Value) *Table {
	t := NewTable()
	for i, v := range values {
		t.Set(float64(i+1), v)
	}
	return t
}

// Len is Lua's #t: the length of the list part.
func (t *Table) Len() int { return len(t.list) }

// Size is the number of all entries.
func (t *Table) Size() int { return len(t.list) + len(t.named) }

// IsKey reports whether v can be a key: a string, a bool, a Ref or a float64
// that is not NaN. Lua's nil and NaN cannot; tables are no keys here, as they
// have no identity on disk.
func IsKey(v Value) bool {
	switch v := v.(type) {
	case string, bool, Ref:
		return true
	case float64:
		return v == v
	}
	return false
}

// listIndex returns the 0-based list index that key stands for, or -1.
func listIndex(key Value) int {
	n, ok := key.(float64)
	if !ok || n < 1 || n > maxExact || n != math.Trunc(n) {
		return -1
	}
	return int(n) - 1
}

// Get returns the value at key, nil if there is none or key cannot be a key
// (see IsKey).
func (t *Table) Get(key Value) Value {
	if i := listIndex(key); i >= 0 && i < len(t.list) {
		return t.list[i]
	}
	if !IsKey(key) {
		return nil
	}
	return t.named[key]
}

// Set stores v at key; nil removes the entry. Setting #t+1 makes the list one
// longer, and named entries that follow on join it. Set does nothing when key
// cannot be a key (see IsKey): who takes keys from a script asks first.
func (t *Table) Set(key, v Value) {
	if !IsKey(key) {
		return
	}
	if key == 0.0 {
		key = 0.0 // -0 is the same key and must be listed as 0
	}
	i := listIndex(key)
	switch {
	case i >= 0 && i < len(t.list):
		if v == nil {
			t.cut(i)
			return
		}
		t.list[i] = v
	case i == len(t.list) && v != nil:
		t.list = append(t.list, v)
		t.absorb()
	case v == nil:
		t.remove(key)
	default:
		t.put(key, v)
	}
}

// cut removes list index i: the last one shortens the list, one in the middle
// turns what follows it into named entries, as # ends at the hole.
func (t *Table) cut(i int) {
	for j, v := range t.list[i+1:] {
		t.put(float64(i+2+j), v)
	}
	clear(t.list[i:])
	t.list = t.list[:i]
}

// absorb moves named entries that now follow the list into it.
func (t *Table) absorb() {
	for len(t.named) > 0 {
		key := float64(len(t.list) + 1)
		v, ok := t.named[key]
		if !ok {
			return
		}
		t.remove(key)
		t.list = append(t.list, v)
	}
}

func (t *Table) put(key, v Value) {
	if t.named == nil {
		t.named, t.index = map[Value]Value{}, map[Value]int{}
	}
	if _, ok := t.named[key]; !ok {
		t.index[key] = len(t.keys)
		t.keys = append(t.keys, key)
	}
	t.named[key] = v
}

func (t *Table) remove(key Value) {
	at, ok := t.index[key]
	if !ok {
		return
	}
	delete(t.named, key)
	delete(t.index, key)
	t.keys[at] = tombstone{}
	t.dead++
	if t.dead > 16 && t.dead > len(t.keys)/2 {
		t.compact()
	}
}

func (t *Table) compact() {
	live := make([]Value, 0, len(t.named))
	for _, k := range t.keys {
		if _, dead := k.(tombstone); !dead {
			t.index[k] = len(live)
			live = append(live, k)
		}
	}
	t.keys, t.dead = live, 0
}

// Keys returns all keys: 1 to #t, then the named ones in insertion order.
func (t *Table) Keys() []Value {
	out := make([]Value, 0, t.Size())
	for i := range t.list {
		out = append(out, float64(i+1))
	}
	for _, k := range t.keys {
		if _, dead := k.(tombstone); !dead {
			out = append(out, k)
		}
	}
	return out
}

// Insert puts v at list position pos, 1 to #t+1, moving what follows up; a nil
// leaves a hole there. At any other position it is the same as Set.
func (t *Table) Insert(pos int, v Value) {
	if pos < 1 || pos > len(t.list) {
		t.Set(float64(pos), v)
		return
	}
	t.list = slices.Insert(t.list, pos-1, v)
	if v == nil {
		t.cut(pos - 1)
		return
	}
	t.absorb()
}

// Remove takes the value at list position pos, 1 to #t, out and moves what
// follows down. At any other position it does nothing and returns nil.
func (t *Table) Remove(pos int) Value {
	if pos < 1 || pos > len(t.list) {
		return nil
	}
	v := t.list[pos-1]
	t.list = slices.Delete(t.list, pos-1, pos)
	return v
}

// Weight is how many entries are in a value, those of inner tables counted, and
// how many bytes its texts have.
func Weight(v Value) (entries, bytes int) {
	switch v := v.(type) {
	case string:
		return 0, len(v)
	case *Table:
		for _, k := range v.Keys() {
			for _, part := range []Value{k, v.Get(k)} {
				n, size := Weight(part)
				entries, bytes = entries+n, bytes+size
			}
			entries++
		}
	}
	return entries, bytes
}

// Clone returns a deep copy. The table must not contain itself.
func (t *Table) Clone() *Table {
	out := NewTable()
	for _, k := range t.Keys() {
		out.Set(k, Clone(t.Get(k)))
	}
	return out
}

// Clone returns a copy of v that shares no table with it.
func Clone(v Value) Value {
	if t, ok := v.(*Table); ok {
		return t.Clone()
	}
	return v
}
