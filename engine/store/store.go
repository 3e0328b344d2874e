// Package store says what the world is on disk: rows, the changes that a step
// makes to them, and the interface of a place that keeps them. It does not
// know what the rows mean; engine/object writes and reads them.
//
// Load is called once at start. After that one goroutine, the committer, calls
// Commit; Backup may be called from any other goroutine while it does.
package store

import (
	"context"
	"errors"
	"fmt"
)

// Object is one entity of the world: its columns, and the rest as JSON.
type Object struct {
	ID                          int64  // unique among all kinds, never reused
	Kind                        string // "object", "account", "channel" or "script"
	Typeclass, Key              string
	Location, Home, Destination int64  // ids; 0 is none
	Created                     int64  // seconds since 1970, UTC
	Data                        []byte // JSON of the rest: aliases, tags, locks, …
}

// Attribute is one stored value of an object. Object, Category and Key
// together name it.
type Attribute struct {
	Object        int64
	Category, Key string
	Value         []byte // JSON, see value.Marshal
	Lock          string
}

// Line is the number of the last line that was run for a session, so that no
// line runs twice when the Portal repeats it (promise P1).
type Line struct {
	Sessid int64
	Seq    uint64
}

// Snapshot is everything that a store holds. Objects are sorted by id,
// attributes by object, category and key, lines by session.
type Snapshot struct {
	Objects    []Object
	Attributes []Attribute
	Meta       map[string][]byte // never nil
	Lines      []Line
}

// Change is one of the eight structs below: each puts or deletes one row.
// Deleting what is not there is no error.
type Change interface{ change() }

// PutObject stores an entity, in place of the one with the same id.
type PutObject struct{ Object }

// DeleteObject deletes an entity and all its attributes.
type DeleteObject struct{ ID int64 }

// PutAttribute stores an attribute, in place of the one with the same name.
// The object need not be there yet.
type PutAttribute struct{ Attribute }

// DeleteAttribute deletes one attribute of an object.
type DeleteAttribute struct {
	Object        int64
	Category, Key string
}

// PutMeta stores a value of the world itself, such as the next free id.
type PutMeta struct {
	Key   string
	Value []byte
}

// DeleteMeta deletes a value that PutMeta stored.
type DeleteMeta struct{ Key string }

// PutLine stores the number of the last line that a session ran.
type PutLine struct{ Line }

// DeleteLine forgets a session that has ended.
type DeleteLine struct{ Sessid int64 }

func (PutObject) change()       {}
func (DeleteObject) change()    {}
func (PutAttribute) change()    {}
func (DeleteAttribute) change() {}
func (PutMeta) change()         {}
func (DeleteMeta) change()      {}
func (PutLine) change()         {}
func (DeleteLine) change()      {}

// Store keeps the world. Every implementation passes storetest.Run.
type Store interface {
	// Load reads everything.
	Load(ctx context.Context) (*Snapshot, error)

	// Commit applies the changes in order, all or none, and returns when they
	// are as durable as the store was opened to be. After an error none is
	// applied and the same changes may be tried again; the error wraps
	// ErrDiskFull, ErrReadOnly or ErrBusy where trying again makes sense.
	Commit(ctx context.Context, changes []Change) error

	// Backup writes a consistent copy to a new file, while commits go on. A
	// file that is there already is refused. The copy appears under its name
	// only when it is whole.
	Backup(ctx context.Context, file string) error

	// Close waits for a running Backup and closes the store; every later call
	// but Close returns ErrClosed. Closing twice is harmless.
	Close() error
}

// What a caller can tell apart. ErrDiskFull, ErrReadOnly and ErrBusy are
// temporary: somebody can make room, remount, or let go of the file.
var (
	ErrDiskFull = errors.New("the disk is full")
	ErrReadOnly = errors.New("the data file cannot be written")
	ErrBusy     = errors.New("another program keeps the data file locked")
	ErrInUse    = errors.New("the data file is in use") // by another server, at open
	ErrClosed   = errors.New("the store is closed")
)

// Durability says what a committed change survives.
type Durability string

// The two durabilities that mud.toml knows as [store] durability.
const (
	Process Durability = "process" // the death of the process, kill -9 too
	Power   Durability = "power"   // a power cut too: each commit is synced to disk
)

// ParseDurability reads the name of a durability as it stands in mud.toml.
func ParseDurability(text string) (Durability, error) {
	switch d := Durability(text); d {
	case Process, Power:
		return d, nil
	}
	return "", fmt.Errorf("durability %q is unknown: write %q or %q", text, Process, Power)
}
