package object

import (
	"fmt"
	"slices"

	"mud/engine/journal"
	"mud/engine/lock"
	"mud/engine/store"
	"mud/engine/value"
)

// attribute is one stored value of an entity.
type attribute struct {
	category, key string
	lock          string
	locks         *lock.Set // lock, compiled; nil for none
	v             value.Value
	size          int // about how many bytes it has: as it was stored last, and what came since
}

// Attr is an attribute as it is listed.
type Attr struct {
	Category, Key, Lock string
	Value               value.Value
}

// attrKey names an attribute in the journal.
type attrKey struct {
	id            value.Ref
	category, key string
}

func (o *Object) attr(category, key string) *attribute {
	for _, a := range o.attrs {
		if a.key == key && a.category == category {
			return a
		}
	}
	return nil
}

// Attr returns the value of an attribute; ok is false when there is none. A
// *value.Table in it belongs to the world: change it with World.SetEntry.
func (o *Object) Attr(category, key string) (v value.Value, ok bool) {
	if a := o.attr(category, key); a != nil {
		return a.v, true
	}
	return nil, false
}

// Attrs lists the attributes in the order in which they were first set.
func (o *Object) Attrs() []Attr {
	out := make([]Attr, 0, len(o.attrs))
	for _, a := range o.attrs {
		out = append(out, Attr{a.category, a.key, a.lock, a.v})
	}
	return out
}

// SetAttr stores v, which must belong to nobody else (see value.Clone); nil
// removes the attribute.
func (o *Object) SetAttr(category, key string, v value.Value) {
	if v == nil {
		o.RemoveAttr(category, key)
		return
	}
	a := o.attr(category, key)
	if a == nil {
		a = &attribute{category: category, key: key}
		journal.Set(o.journal(), &o.attrs, append(slices.Clone(o.attrs), a))
	}
	old, size := a.v, a.size
	o.journal().Undo(func() { a.v, a.size = old, size })
	a.v, a.size = v, weight(v)
	o.journal().Weigh(a.size)
	o.saveAttr(category, key)
}

// SetAttrLock gives a lock string to an attribute that exists: attrread says
// who may read it, attredit who may change it. "" takes the locks away.
func (o *Object) SetAttrLock(category, key, text string) error {
	a := o.attr(category, key)
	if a == nil {
		return fmt.Errorf("there is no attribute %q", key)
	}
	set, err := parseLocks(text, o.world.KnownLockFunc)
	if err != nil {
		return err
	}
	journal.Set(o.journal(), &a.lock, set.String())
	journal.Set(o.journal(), &a.locks, set)
	o.saveAttr(category, key)
	return nil
}

// AttrLocks are the locks of an attribute, nil for none.
func (o *Object) AttrLocks(category, key string) *lock.Set {
	if a := o.attr(category, key); a != nil {
		return a.locks
	}
	return nil
}

// RemoveAttr removes an attribute and reports whether it was there.
func (o *Object) RemoveAttr(category, key string) bool {
	out, found := without(o.attrs, func(a *attribute) bool { return a.key == key && a.category == category })
	if found {
		journal.Set(o.journal(), &o.attrs, out)
		o.saveAttr(category, key)
	}
	return found
}

// saveAttr asks for the attribute to be written, or removed if it is gone.
func (o *Object) saveAttr(category, key string) {
	o.changed(Field{Category: category, Key: key})
	o.journal().Save(attrKey{o.id, category, key}, func() store.Change {
		a := o.attr(category, key)
		switch {
		case o.deleted:
			return nil // its row takes the attributes along
		case a == nil:
			return store.DeleteAttribute{Object: int64(o.id), Category: category, Key: key}
		}
		data, err := value.Marshal(a.v)
		if err != nil {
			// Entries are checked when they are set, so this is a fault of ours.
			panic("storing an attribute: " + err.Error())
		}
		a.size = len(data)
		return store.PutAttribute{Attribute: store.Attribute{
			Object: int64(o.id), Category: category, Key: key, Value: data, Lock: a.lock}}
	})
}

// weight is about how many bytes a value has in the store.
func weight(v value.Value) int {
	if v == nil {
		return 0
	}
	entries, bytes := value.Weight(v)
	return bytes + 8*(entries+1)
}

// AttrSize is about how many bytes an attribute has, in the running step too.
func (o *Object) AttrSize(category, key string) int {
	if a := o.attr(category, key); a != nil {
		return a.size
	}
	return 0
}

// Owner says where a table of the world belongs, so that a change in it is
// saved with the right attribute.
type Owner struct {
	Object        *Object // nil for a table that is not saved, such as ndb
	Category, Key string
}

// attribute is the one that the table is in; of what is not saved nobody asks
// the size.
func (o Owner) attribute() *attribute {
	if o.Object != nil {
		if a := o.Object.attr(o.Category, o.Key); a != nil {
			return a
		}
	}
	return &attribute{}
}

// changing records the state of a table before its first change in this step,
// and counts what comes and what goes.
func (w *World) changing(owner Owner, t *value.Table, comes, goes value.Value) {
	a := owner.attribute()
	if owner.Object != nil {
		owner.Object.saveAttr(owner.Category, owner.Key)
	}
	if w.Journal.Once(t) {
		back, size := t.Snapshot(), a.size
		w.Journal.Undo(func() {
			back()
			a.size = size
		})
	}
	more := weight(comes)
	a.size += more - weight(goes)
	w.Journal.Weigh(more)
}

// SetEntry changes one entry of a table of the world.
func (w *World) SetEntry(owner Owner, t *value.Table, key, v value.Value) {
	w.changing(owner, t, v, t.Get(key))
	t.Set(key, v)
}

// InsertEntry inserts v at position pos of the list part (1 to #t+1).
func (w *World) InsertEntry(owner Owner, t *value.Table, pos int, v value.Value) {
	w.changing(owner, t, v, nil)
	t.Insert(pos, v)
}

// RemoveEntry takes out position pos of the list part (1 to #t).
func (w *World) RemoveEntry(owner Owner, t *value.Table, pos int) value.Value {
	w.changing(owner, t, nil, t.Get(float64(pos)))
	return t.Remove(pos)
}
