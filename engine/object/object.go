// Package object holds the world: every object, account, channel and script
// with its attributes, tags, locks and place. All of it lives in memory and is
// owned by the game goroutine; each change goes through a method here, which
// records in the journal how to undo it and what to store.
package object

import (
	"time"

	"mud/engine/journal"
	"mud/engine/lock"
	"mud/engine/store"
	"mud/engine/value"
)

// Kind says what an entity is.
type Kind string

// The kinds of entities. They share one space of ids.
const (
	Thing   Kind = "object"
	Account Kind = "account"
	Channel Kind = "channel"
	Script  Kind = "script"
)

// Nick is a personal text replacement of its owner.
type Nick struct {
	Category    string `json:"category"` // "inputline", "object", "account"
	Pattern     string `json:"pattern"`
	Replacement string `json:"replacement"`
}

// StackEntry is one command set on an entity's own stack, by its full key.
type StackEntry struct {
	Key        string `json:"key"`
	Persistent bool   `json:"persistent"`
	Default    bool   `json:"default,omitempty"` // it is below all others, in place of what the typeclass gives; without Key there is none
}

// Object is one entity of the world. Its fields are read through methods and
// changed through the setters, never directly.
type Object struct {
	world *World
	id    value.Ref
	kind  Kind
	f     fields
	acct  accountFields
	scr   scriptFields
	chanl channelFields
	attrs []*attribute // in the order in which they were first set

	location    *Object
	home        *Object
	destination *Object
	contents    []*Object // in order of arrival
	scripts     []*Object // script objects on this, in the order in which they were put there

	ndb       value.Table
	locks     *lock.Set
	played    *Object // the account whose sessions puppet this, nil if none
	stackMark uint64  // raised when the commands that this entity gives may have changed
	placeMark uint64  // raised when what is inside, or what that gives, changed
	deleted   bool
}

// fields are the simple properties that are stored together.
type fields struct {
	Typeclass       string
	Key             string
	Created         int64
	Arrived         int64 // when it came to its place, as a number of the world's
	Aliases         []string
	AliasCategories []aliasCategory
	Tags            []Tag
	TagData         []tagData
	Permissions     []string
	Locks           string
	Nicks           []Nick
	Stack           []StackEntry
}

// accountFields are what only accounts have.
type accountFields struct {
	Hash       string         // argon2id, in PHC form; never shown to scripts
	Superuser  bool           //
	Quelled    bool           // the puppet's permissions are used instead
	Characters []value.Ref    // in the order in which they were made
	LastPuppet value.Ref      //
	Flags      map[string]any // protocol flags saved by option/save
}

// ID is the entity's number, never used twice in the life of a world.
func (o *Object) ID() value.Ref { return o.id }

// World is the world that the entity lives in.
func (o *Object) World() *World { return o.world }

// Kind says what the entity is.
func (o *Object) Kind() Kind { return o.kind }

// Key is the entity's name.
func (o *Object) Key() string { return o.f.Key }

// Typeclass is the full name of the entity's typeclass, such as "core.room".
func (o *Object) Typeclass() string { return o.f.Typeclass }

// Created is when the entity was made.
func (o *Object) Created() time.Time { return time.Unix(o.f.Created, 0) }

// Location is what the entity is in, nil for nothing.
func (o *Object) Location() *Object { return o.location }

// Home is where the entity goes when its place is gone, nil if unset.
func (o *Object) Home() *Object { return o.home }

// Destination is where an exit leads, nil for what is no exit.
func (o *Object) Destination() *Object { return o.destination }

// Contents is what is inside, in order of arrival. It must not be changed.
func (o *Object) Contents() []*Object { return o.contents }

// Deleted reports whether the entity is gone; a script may still hold it.
func (o *Object) Deleted() bool { return o.deleted }

// Aliases are the other names. The slice must not be changed.
func (o *Object) Aliases() []string { return o.f.Aliases }

// Tags are the labels. The slice must not be changed.
func (o *Object) Tags() []Tag { return o.f.Tags }

// Permissions are the entity's own permissions. The slice must not be changed.
func (o *Object) Permissions() []string { return o.f.Permissions }

// Nicks are the entity's text replacements. The slice must not be changed.
func (o *Object) Nicks() []Nick { return o.f.Nicks }

// Stack is the entity's own stack of command sets, the bottom first.
func (o *Object) Stack() []StackEntry { return o.f.Stack }

// Locks are the entity's compiled locks, nil when it has none of its own.
func (o *Object) Locks() *lock.Set { return o.locks }

// PlayedBy is the account whose sessions puppet the entity, nil if none.
func (o *Object) PlayedBy() *Object { return o.played }

// StackMark changes whenever the commands that this entity gives may change.
func (o *Object) StackMark() uint64 { return o.stackMark }

// PlaceMark changes whenever the contents, or the commands that they give,
// may change.
func (o *Object) PlaceMark() uint64 { return o.placeMark }

// NDB is the entity's store that is not saved: it lasts over @reload, not over
// @restart. Change it with World.SetEntry.
func (o *Object) NDB() *value.Table { return &o.ndb }

func (o *Object) journal() *journal.Journal { return o.world.Journal }

// save asks for the entity's row to be written at the end of the step.
func (o *Object) save() {
	o.journal().Save(o.id, func() store.Change {
		if o.deleted {
			return store.DeleteObject{ID: int64(o.id)}
		}
		return store.PutObject{Object: o.row()}
	})
}
