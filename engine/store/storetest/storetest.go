// Package storetest holds what every store must do. A store's own tests call
// Run; what is special to one kind of store, such as being killed, is tested
// there.
package storetest

import (
	"bytes"
	"context"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"mud/engine/store"
)

// Place is where one store lives.
type Place struct {
	// Open opens the store. The test closes it before it opens it again.
	Open func(t *testing.T) store.Store
	// ReadBackup reads a file that Backup of this store wrote.
	ReadBackup func(t *testing.T, file string) *store.Snapshot
}

// Run tests a kind of store; newPlace returns an empty place.
func Run(t *testing.T, newPlace func(t *testing.T) Place) {
	tests := []struct {
		name string
		run  func(*testing.T, Place)
	}{
		{"an empty store", testEmpty},
		{"a failed commit", testFailedCommit},
		{"a cancelled commit", testCancelledCommit},
		{"nothing is shared with the caller", testNoSharing},
		{"any sequence of changes", testSequences},
		{"a backup while commits go on", testBackup},
		{"a backup never overwrites", testBackupRefused},
		{"a cancelled backup leaves nothing", testBackupCancelled},
		{"a closed store", testClosed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.run(t, newPlace(t)) })
	}
	for _, test := range changeCases() {
		t.Run(test.name, func(t *testing.T) { test.run(t, newPlace(t), false) })
		t.Run(test.name+", one by one", func(t *testing.T) { test.run(t, newPlace(t), true) })
	}
}

// Same reports whether two snapshots hold the same; nil and empty are the same.
func Same(a, b *store.Snapshot) bool {
	return slices.EqualFunc(a.Objects, b.Objects, sameObject) &&
		slices.EqualFunc(a.Attributes, b.Attributes, sameAttribute) &&
		maps.EqualFunc(a.Meta, b.Meta, bytes.Equal) &&
		slices.Equal(a.Lines, b.Lines)
}

func sameObject(a, b store.Object) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Typeclass == b.Typeclass && a.Key == b.Key &&
		a.Location == b.Location && a.Home == b.Home && a.Destination == b.Destination &&
		a.Created == b.Created && bytes.Equal(a.Data, b.Data)
}

func sameAttribute(a, b store.Attribute) bool {
	return a.Object == b.Object && a.Category == b.Category && a.Key == b.Key &&
		a.Lock == b.Lock && bytes.Equal(a.Value, b.Value)
}

func load(t *testing.T, s store.Store) *store.Snapshot {
	t.Helper()
	snap, err := s.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if snap.Meta == nil {
		t.Fatal("Meta is nil")
	}
	return snap
}

func mustCommit(t *testing.T, s store.Store, changes ...store.Change) {
	t.Helper()
	if err := s.Commit(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
}

func mustClose(t *testing.T, s store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, s store.Store, want *store.Snapshot) {
	t.Helper()
	if got := load(t, s); !Same(got, want) {
		t.Fatalf("the store holds\n%+v\nwant\n%+v", got, want)
	}
}

// backupFile returns a name that is free.
func backupFile(t *testing.T) string { return filepath.Join(t.TempDir(), "copy") }
