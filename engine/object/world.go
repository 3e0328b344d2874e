package object

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"mud/engine/journal"
	"mud/engine/store"
	"mud/engine/value"
)

// World is all entities. It is owned by the game goroutine.
type World struct {
	Journal *journal.Journal
	// KnownLockFunc tells whether a lock that is set may name a function.
	KnownLockFunc func(name string) bool
	// Most is how many entities there may be, 0 for any number.
	Most int
	// Changed is told of every change of a field that can be watched, nil for
	// nobody. A change that is undone later is told as well.
	Changed func(o *Object, f Field)
	// Gone is told of every entity that is deleted, nil for nobody.
	Gone func(o *Object)

	objects  map[value.Ref]*Object
	ids      []value.Ref          // ascending
	kinds    map[Kind][]value.Ref // likewise, of each kind
	accounts map[string]*Object   // by folded name
	next     value.Ref
	leading  index[*Object] // exits by where they lead
	homes    index[*Object] // entities by their home
	tagged   index[Tag]     // entities by their tags
	arrivals int64          // the highest number of an arrival
	marks    uint64
	channels uint64 // raised when a channel, or whom it reaches, has changed
	meta     map[string][]byte
}

// metaNextID is where the next free id is kept, so that the id of a deleted
// entity is not given out again.
const metaNextID = "next_id"

// NewWorld returns an empty world.
func NewWorld(j *journal.Journal, knownLockFunc func(string) bool) *World {
	return &World{
		Journal: j, KnownLockFunc: knownLockFunc, next: 1,
		objects: map[value.Ref]*Object{}, kinds: map[Kind][]value.Ref{}, accounts: map[string]*Object{}, meta: map[string][]byte{},
		leading: index[*Object]{}, homes: index[*Object]{}, tagged: index[Tag]{},
	}
}

// Get returns the entity with that id, nil when there is none (any more).
func (w *World) Get(id value.Ref) *Object { return w.objects[id] }

// Count is the number of entities of a kind.
func (w *World) Count(kind Kind) int { return len(w.kinds[kind]) }

// All returns the entities of a kind by ascending id.
func (w *World) All(kind Kind) []*Object {
	out := make([]*Object, len(w.kinds[kind]))
	for i, id := range w.kinds[kind] {
		out[i] = w.objects[id]
	}
	return out
}

// After returns up to n entities of any kind behind id, by ascending id: for
// who goes through the whole world a few a step.
func (w *World) After(id value.Ref, n int) []*Object {
	at, found := slices.BinarySearch(w.ids, id)
	if found {
		at++
	}
	var out []*Object
	for _, id := range w.ids[at:min(at+n, len(w.ids))] {
		out = append(out, w.objects[id])
	}
	return out
}

// FoldName is the form in which account names are compared: without case and
// with single spaces, so that no two names look the same.
func FoldName(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// AccountNamed finds an account by name, caselessly.
func (w *World) AccountNamed(name string) *Object { return w.accounts[FoldName(name)] }

// Create makes a new entity. It is nowhere until it is placed.
func (w *World) Create(kind Kind, key, typeclass string, now time.Time) (*Object, error) {
	key = strings.TrimSpace(key)
	if key == "" {
		return nil, fmt.Errorf("a new %s needs a name of at least one character", kind)
	}
	if w.Most > 0 && len(w.objects) >= w.Most {
		return nil, fmt.Errorf("the world has %d objects already; no more are allowed ([server] max_objects)", len(w.objects))
	}
	if kind == Account && w.AccountNamed(key) != nil {
		return nil, fmt.Errorf("an account with the name %q exists already", key)
	}
	o := &Object{world: w, id: w.next, kind: kind}
	o.f = fields{Typeclass: typeclass, Key: key, Created: now.Unix()}
	journal.Set(w.Journal, &w.next, w.next+1)
	w.SetMeta(metaNextID, fmt.Append(nil, w.next))
	w.link(o)
	w.Journal.Undo(func() { w.unlink(o) })
	o.save()
	return o, nil
}

func (w *World) link(o *Object) {
	w.objects[o.id] = o
	at, _ := slices.BinarySearch(w.ids, o.id)
	w.ids = slices.Insert(w.ids, at, o.id)
	at, _ = slices.BinarySearch(w.kinds[o.kind], o.id)
	w.kinds[o.kind] = slices.Insert(w.kinds[o.kind], at, o.id)
	if o.kind == Account {
		w.accounts[FoldName(o.f.Key)] = o
	}
}

func (w *World) unlink(o *Object) {
	delete(w.objects, o.id)
	if at, ok := slices.BinarySearch(w.ids, o.id); ok {
		w.ids = slices.Delete(w.ids, at, at+1)
	}
	if at, ok := slices.BinarySearch(w.kinds[o.kind], o.id); ok {
		w.kinds[o.kind] = slices.Delete(w.kinds[o.kind], at, at+1)
	}
	if o.kind == Account {
		delete(w.accounts, FoldName(o.f.Key))
	}
}

func (w *World) renameAccount(o *Object, key string) error {
	from, to := FoldName(o.f.Key), FoldName(key)
	if other := w.accounts[to]; other != nil && other != o {
		return fmt.Errorf("an account with the name %q exists already", key)
	}
	delete(w.accounts, from)
	w.accounts[to] = o
	w.Journal.Undo(func() {
		delete(w.accounts, to)
		w.accounts[from] = o
	})
	return nil
}

// Delete removes the entity: what it holds goes home (or nowhere), exits that
// are in it or lead to it go with it, and references to it read as nil from
// now on. It calls no hook and ends no session; see engine/movement.
func (w *World) Delete(o *Object) {
	if o.deleted {
		return
	}
	journal.Set(w.Journal, &o.deleted, true) // first: an exit may lead to where it is
	for _, inside := range slices.Clone(o.contents) {
		if inside.destination != nil {
			w.Delete(inside)
			continue
		}
		if home := inside.home; home == nil || home.deleted || inside.Place(home) != nil {
			_ = inside.Place(nil) // nowhere always works
		}
	}
	for _, exit := range o.Arrivals() {
		w.Delete(exit)
	}
	for _, x := range w.homes[o].sorted() {
		x.SetHome(nil)
	}
	for _, account := range w.All(Account) {
		account.RemoveCharacter(o)
	}
	for _, channel := range w.All(Channel) {
		channel.Subscribe(o, false)
	}
	_ = o.Place(nil)
	o.SetHome(nil)
	o.SetDestination(nil)
	for _, tag := range o.f.Tags {
		w.tagged.remove(tag, o)
	}
	w.unlink(o)
	w.Journal.Undo(func() { w.link(o) })
	o.touch()
	o.save()
	if w.Gone != nil {
		w.Gone(o)
	}
}

// ChannelMark changes whenever a channel, or whom it reaches, may have changed.
func (w *World) ChannelMark() uint64 { return w.channels }

// Meta is a stored value of the world itself, such as its bans.
func (w *World) Meta(key string) []byte { return w.meta[key] }

// MetaKeys lists the keys of stored values with a prefix, sorted.
func (w *World) MetaKeys(prefix string) []string {
	var out []string
	for k := range w.meta {
		if strings.HasPrefix(k, prefix) {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

type metaKey string

// SetMeta stores a value of the world itself; nil removes it.
func (w *World) SetMeta(key string, v []byte) {
	old, had := w.meta[key]
	if v == nil {
		delete(w.meta, key)
	} else {
		w.meta[key] = v
	}
	w.Journal.Undo(func() {
		if had {
			w.meta[key] = old
		} else {
			delete(w.meta, key)
		}
	})
	w.Journal.Save(metaKey(key), func() store.Change {
		if v, ok := w.meta[key]; ok {
			return store.PutMeta{Key: key, Value: v}
		}
		return store.DeleteMeta{Key: key}
	})
}
