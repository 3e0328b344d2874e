package object

import (
	"cmp"
	"maps"
	"slices"
)

// set is some entities, for finding what refers to one or carries a tag without
// looking through the whole world. Each change of it goes with the change of a
// field, and is undone with it.
type set map[*Object]struct{}

// sorted is the set by ascending id, so that nothing depends on a map's order.
func (s set) sorted() []*Object {
	return slices.SortedFunc(maps.Keys(s), func(a, b *Object) int { return cmp.Compare(a.id, b.id) })
}

// index is sets by what their members have in common.
type index[K comparable] map[K]set

func (x index[K]) put(key K, o *Object) {
	if x[key] == nil {
		x[key] = set{}
	}
	x[key][o] = struct{}{}
}

func (x index[K]) drop(key K, o *Object) {
	delete(x[key], o)
	if len(x[key]) == 0 {
		delete(x, key)
	}
}

// add puts o in, until the step is undone.
func (x index[K]) add(key K, o *Object) {
	x.put(key, o)
	o.journal().Undo(func() { x.drop(key, o) })
}

// remove takes o out, until the step is undone.
func (x index[K]) remove(key K, o *Object) {
	x.drop(key, o)
	o.journal().Undo(func() { x.put(key, o) })
}

// refer changes where a reference of o is found: from old to now, each nil for
// nothing.
func (x index[K]) refer(o *Object, old, now K) {
	var none K
	if old != none {
		x.remove(old, o)
	}
	if now != none {
		x.add(now, o)
	}
}

// Tagged are the entities of a kind that have a tag, by ascending id.
func (w *World) Tagged(kind Kind, key, category string) []*Object {
	return slices.DeleteFunc(w.tagged[tagOf(key, category)].sorted(), func(o *Object) bool { return o.kind != kind })
}

// Arrivals are the exits that lead to the entity, by ascending id.
func (o *Object) Arrivals() []*Object { return o.world.leading[o].sorted() }
