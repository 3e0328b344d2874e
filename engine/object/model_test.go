package object_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mud/engine/journal"
	"mud/engine/object"
	"mud/engine/store/memory"
	"mud/engine/value"
)

// thing is an object as the plain model knows it; 0 is none.
type thing struct {
	place, home, dest value.Ref
	tags              map[string]bool
	friend            value.Ref // an attribute that refers to another
	arrived           int       // when it came to its place
}

// plain is the world as a map, where every question is answered by looking
// through all of it.
type plain map[value.Ref]thing

func (p plain) clone() plain {
	out := plain{}
	for id, t := range p {
		t.tags = maps.Clone(t.tags)
		out[id] = t
	}
	return out
}

// inside are the ids for which fits holds, ascending.
func (p plain) ids(fits func(t thing) bool) []value.Ref {
	out := []value.Ref{}
	for _, id := range slices.Sorted(maps.Keys(p)) {
		if fits(p[id]) {
			out = append(out, id)
		}
	}
	return out
}

func (p plain) within(id, other value.Ref) bool {
	for ; id != 0; id = p[id].place {
		if id == other {
			return true
		}
	}
	return false
}

func (p plain) change(id value.Ref, fn func(t *thing)) {
	t := p[id]
	fn(&t)
	p[id] = t
}

// inside are the contents in order of arrival.
func (p plain) inside(id value.Ref) []value.Ref {
	list := p.ids(func(t thing) bool { return t.place == id })
	slices.SortFunc(list, func(a, b value.Ref) int { return p[a].arrived - p[b].arrived })
	return list
}

// put moves a thing: it is the last to arrive there.
func (p plain) put(id, place value.Ref) {
	last := 0
	for _, t := range p {
		last = max(last, t.arrived)
	}
	p.change(id, func(t *thing) { t.place, t.arrived = place, last+1 })
}

// delete is spec 10.6: contents home, exits in it and to it gone, references none.
func (p plain) delete(id value.Ref) {
	t, ok := p[id]
	if !ok {
		return
	}
	dead := plain{id: t}
	delete(p, id)
	for _, in := range p.ids(func(t thing) bool { return t.place == id && t.dest != 0 }) {
		p.delete(in)
	}
	for _, exit := range p.ids(func(t thing) bool { return t.dest == id }) {
		p.delete(exit)
	}
	for _, in := range p.inside(id) {
		home := p[in].home
		if home == id || p.within(home, in) {
			home = 0
		}
		if _, there := p[home]; !there || dead[home].tags != nil {
			home = 0
		}
		p.put(in, home)
	}
	for _, x := range p.ids(func(t thing) bool { return t.home == id }) {
		p.change(x, func(t *thing) { t.home = 0 })
	}
}

var tags = []string{"red", "blue", "old"}

// TestWorldAgainstAPlainModel makes random changes in random steps, some of
// which are rolled back: the indexes of the world (contents, exits, homes, tags,
// references) answer as the plain model does, also when the world is read anew
// from the store.
func TestWorldAgainstAPlainModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		disk := memory.New()
		w := object.NewWorld(journal.New(), nil)
		model := plain{}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			before := model.clone()
			for range rapid.IntRange(1, 8).Draw(t, "changes") {
				anyChange(t, w, model)
			}
			if rapid.IntRange(0, 2).Draw(t, "how it ends") == 0 {
				w.Journal.Rollback()
				model = before
			} else if err := disk.Commit(context.Background(), w.Journal.Changes()); err != nil {
				t.Fatal(err)
			}
			compare(t, w, model)
		}
		snap, err := disk.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		again := object.NewWorld(journal.New(), nil)
		if err := again.Load(snap); err != nil {
			t.Fatal(err)
		}
		compare(t, again, model)
	})
}

func anyChange(t *rapid.T, w *object.World, model plain) {
	ids := slices.Sorted(maps.Keys(model))
	pick := func(label string) value.Ref {
		return rapid.SampledFrom(append(ids, 0)).Draw(t, label)
	}
	id := pick("what")
	if id == 0 {
		o, err := w.Create(object.Thing, "thing", "core.thing", time.Unix(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		model[o.ID()] = thing{tags: map[string]bool{}}
		return
	}
	o, other := w.Get(id), pick("other")
	tag := rapid.SampledFrom(tags).Draw(t, "tag")
	switch rapid.IntRange(0, 6).Draw(t, "change") {
	case 0:
		err := o.Place(w.Get(other))
		if inside := model.within(other, id); (err != nil) != inside {
			t.Fatalf("placing #%d in #%d: %v", id, other, err)
		} else if !inside {
			model.put(id, other)
		}
	case 1:
		o.SetHome(w.Get(other))
		model.change(id, func(t *thing) { t.home = other })
	case 2:
		o.SetDestination(w.Get(other))
		model.change(id, func(t *thing) { t.dest = other })
	case 3:
		o.AddTag(tag, "")
		model[id].tags[tag] = true
	case 4:
		o.RemoveTag(tag, "")
		delete(model[id].tags, tag)
	case 5:
		o.SetAttr("", "friend", object.Ref(w.Get(other)))
		model.change(id, func(t *thing) { t.friend = other })
	case 6:
		w.Delete(o)
		model.delete(id)
	}
}

func compare(t *rapid.T, w *object.World, model plain) {
	t.Helper()
	same := func(what string, got []*object.Object, want []value.Ref) {
		ids := []value.Ref{}
		for _, o := range got {
			ids = append(ids, o.ID())
		}
		slices.Sort(ids)
		if !slices.Equal(ids, want) {
			t.Fatalf("%s: %v, want %v", what, ids, want)
		}
	}
	same("the world", w.All(object.Thing), slices.Sorted(maps.Keys(model)))
	for _, tag := range tags {
		same("tagged "+tag, w.Tagged(object.Thing, tag, ""), model.ids(func(t thing) bool { return t.tags[tag] }))
	}
	for id, want := range model {
		o, name := w.Get(id), fmt.Sprintf("#%d: ", id)
		inside := []value.Ref{}
		for _, x := range o.Contents() {
			inside = append(inside, x.ID())
		}
		if want := model.inside(id); !slices.Equal(inside, want) {
			t.Fatalf("%scontents in order of arrival: %v, want %v", name, inside, want)
		}
		same(name+"exits", o.Exits(), model.ids(func(t thing) bool { return t.place == id && t.dest != 0 }))
		same(name+"arrivals", o.Arrivals(), model.ids(func(t thing) bool { return t.dest == id }))
		for what, pair := range map[string][2]any{
			"place": {o.Location(), w.Get(want.place)}, "home": {o.Home(), w.Get(want.home)}, "destination": {o.Destination(), w.Get(want.dest)},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("%s%s: %v, want %v", name, what, pair[0], pair[1])
			}
		}
		ref, _ := o.Attr("", "friend")
		friend, _ := ref.(value.Ref)
		if want := model[want.friend].tags != nil; (w.Get(friend) != nil) != want {
			t.Fatalf("%sa reference reads as %v, its target exists: %v", name, w.Get(friend), want)
		}
	}
}
