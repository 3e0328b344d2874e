package object

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"mud/engine/store"
	"mud/engine/value"
)

// rowData is what store.Object.Data holds: readable, and without the columns
// that the store has of its own.
type rowData struct {
	Arrived         int64           `json:"arrived,omitempty"`
	Aliases         []string        `json:"aliases,omitempty"`
	AliasCategories []aliasCategory `json:"alias_categories,omitempty"`
	Tags            []Tag           `json:"tags,omitempty"`
	TagData         []tagData       `json:"tag_data,omitempty"`
	Permissions     []string        `json:"permissions,omitempty"`
	Locks           string          `json:"locks,omitempty"`
	Nicks           []Nick          `json:"nicks,omitempty"`
	Cmdsets         []StackEntry    `json:"cmdsets,omitempty"`
	Password        string          `json:"password,omitempty"` // argon2id hash
	Superuser       bool            `json:"superuser,omitempty"`
	Quelled         bool            `json:"quelled,omitempty"`
	Characters      []value.Ref     `json:"characters,omitempty"`
	LastPuppet      value.Ref       `json:"last_puppet,omitempty"`
	Flags           map[string]any  `json:"flags,omitempty"`
	Script          *scriptFields   `json:"script,omitempty"`
	Channel         *channelFields  `json:"channel,omitempty"`
}

// row is the entity as the store keeps it.
func (o *Object) row() store.Object {
	stack, _ := without(o.f.Stack, func(e StackEntry) bool { return !e.Persistent })
	data, err := json.Marshal(rowData{
		Arrived: o.f.Arrived,
		Aliases: o.f.Aliases, AliasCategories: o.f.AliasCategories, Tags: o.f.Tags, TagData: o.f.TagData, Permissions: o.f.Permissions, Locks: o.f.Locks,
		Nicks: o.f.Nicks, Cmdsets: stack, Password: o.acct.Hash, Superuser: o.acct.Superuser,
		Quelled: o.acct.Quelled, Characters: o.acct.Characters, LastPuppet: o.acct.LastPuppet,
		Flags: o.acct.Flags, Script: o.scriptRow(), Channel: o.channelRow(),
	})
	if err != nil {
		panic("storing an entity: " + err.Error()) // only plain data is in there
	}
	return store.Object{
		ID: int64(o.id), Kind: string(o.kind), Typeclass: o.f.Typeclass, Key: o.f.Key,
		Location: refOf(o.location), Home: refOf(o.home), Destination: refOf(o.destination),
		Created: o.f.Created, Data: data,
	}
}

func refOf(o *Object) int64 {
	if o == nil || o.deleted {
		return 0
	}
	return int64(o.id)
}

// Load fills an empty world from what the store had. A row that cannot be
// read is an error that names it: a world is never started with a hole in it.
func (w *World) Load(snap *store.Snapshot) error {
	for _, row := range snap.Objects {
		o, err := w.fromRow(row)
		if err != nil {
			return fmt.Errorf("reading %s #%d %q: %w", row.Kind, row.ID, row.Key, err)
		}
		w.link(o)
		w.next = max(w.next, o.id+1)
	}
	for _, row := range snap.Objects {
		o := w.objects[value.Ref(row.ID)]
		o.home, o.destination = w.objects[value.Ref(row.Home)], w.objects[value.Ref(row.Destination)]
		if o.location = w.objects[value.Ref(row.Location)]; o.location != nil {
			o.location.contents = append(o.location.contents, o)
		}
		if on := w.objects[o.scr.On]; on != nil {
			on.scripts = append(on.scripts, o)
		}
		w.arrivals = max(w.arrivals, o.f.Arrived)
		w.indexed(o)
	}
	for _, o := range w.objects {
		slices.SortStableFunc(o.contents, func(a, b *Object) int { return cmp.Compare(a.f.Arrived, b.f.Arrived) })
	}
	for _, a := range snap.Attributes {
		o := w.objects[value.Ref(a.Object)]
		if o == nil {
			continue
		}
		v, err := value.Unmarshal(a.Value)
		if err != nil {
			return fmt.Errorf("reading attribute %q of #%d %q: %w", a.Key, a.Object, o.f.Key, err)
		}
		set, err := parseLocks(a.Lock, nil)
		if err != nil {
			return fmt.Errorf("reading the lock of attribute %q of #%d %q: %w", a.Key, a.Object, o.f.Key, err)
		}
		o.attrs = append(o.attrs, &attribute{category: a.Category, key: a.Key, lock: a.Lock, locks: set, v: v, size: len(a.Value)})
	}
	for k, v := range snap.Meta {
		w.meta[k] = v
	}
	if n, err := strconv.ParseInt(string(w.meta[metaNextID]), 10, 64); err == nil {
		w.next = max(w.next, value.Ref(n))
	}
	return nil
}

// indexed puts an entity that was read into the indexes.
func (w *World) indexed(o *Object) {
	if o.destination != nil {
		w.leading.put(o.destination, o)
	}
	if o.home != nil {
		w.homes.put(o.home, o)
	}
	for _, t := range o.f.Tags {
		w.tagged.put(t, o)
	}
}

func (w *World) fromRow(row store.Object) (*Object, error) {
	var d rowData
	if err := json.Unmarshal(row.Data, &d); err != nil {
		return nil, err
	}
	o := &Object{world: w, id: value.Ref(row.ID), kind: Kind(row.Kind)}
	o.f = fields{
		Typeclass: row.Typeclass, Key: row.Key, Created: row.Created, Arrived: d.Arrived, Aliases: d.Aliases, AliasCategories: d.AliasCategories, Tags: d.Tags, TagData: d.TagData,
		Permissions: d.Permissions, Locks: d.Locks, Nicks: d.Nicks, Stack: d.Cmdsets,
	}
	o.acct = accountFields{
		Hash: d.Password, Superuser: d.Superuser, Quelled: d.Quelled, Characters: d.Characters,
		LastPuppet: d.LastPuppet, Flags: wholeNumbers(d.Flags),
	}
	if d.Script != nil {
		o.scr = *d.Script
	}
	if d.Channel != nil {
		o.chanl = *d.Channel
	}
	// A function of a plugin that is not in use is no reason not to start: the
	// locks that name it let nobody in.
	var err error
	o.locks, err = parseLocks(d.Locks, nil)
	return o, err
}

// wholeNumbers turns JSON's floats back into the ints that flags hold.
func wholeNumbers(flags map[string]any) map[string]any {
	for k, v := range flags {
		if n, ok := v.(float64); ok {
			flags[k] = int(n)
		}
	}
	return flags
}
