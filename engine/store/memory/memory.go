// Package memory keeps the world in maps, for tests: the same rules as the
// store on disk without a disk. Any goroutine may call it.
package memory

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"mud/engine/store"
)

// attributeName is what names an attribute.
type attributeName struct {
	object        int64
	category, key string
}

// rows is what the store holds.
type rows struct {
	objects    map[int64]store.Object
	attributes map[attributeName]store.Attribute
	meta       map[string][]byte
	lines      map[int64]store.Line
}

// Store is a world in memory.
type Store struct {
	mu     sync.Mutex
	rows   rows
	closed bool
}

var _ store.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{rows: rows{
		objects: map[int64]store.Object{}, attributes: map[attributeName]store.Attribute{},
		meta: map[string][]byte{}, lines: map[int64]store.Line{},
	}}
}

// Reopen closes s and returns a store with what s held, as a server that
// starts again finds its data file.
func (s *Store) Reopen() *Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return &Store{rows: s.rows}
}

// Load implements store.Store.
func (s *Store) Load(ctx context.Context) (*store.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, store.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("reading the world: %w", err)
	}
	return s.rows.snapshot(), nil
}

// Commit implements store.Store.
func (s *Store) Commit(ctx context.Context, changes []store.Change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return store.ErrClosed
	}
	err := ctx.Err()
	if slices.Contains(changes, nil) {
		err = fmt.Errorf("a %T is not a change", nil)
	}
	if err != nil {
		return fmt.Errorf("storing %d changes: %w", len(changes), err)
	}
	for _, c := range changes {
		s.rows.apply(c)
	}
	return nil
}

// Backup implements store.Store: the file is the Snapshot as JSON.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("backing up to %s: the file is there already: choose another name", file)
	}
	snap, err := s.Load(ctx)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(snap, "", "\t")
	if err != nil {
		return fmt.Errorf("backing up to %s: %w", file, err)
	}
	part := filepath.Join(filepath.Dir(file), filepath.Base(file)+".part")
	if err := os.WriteFile(part, data, 0o600); err != nil {
		return fmt.Errorf("backing up to %s: %w", file, err)
	}
	if err := os.Rename(part, file); err != nil {
		return fmt.Errorf("backing up to %s: %w", file, err)
	}
	return nil
}

// Close implements store.Store. Reopen gives what it held.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

func (r *rows) apply(c store.Change) {
	switch c := c.(type) {
	case store.PutObject:
		c.Data = bytes.Clone(c.Data)
		r.objects[c.ID] = c.Object
	case store.DeleteObject:
		delete(r.objects, c.ID)
		maps.DeleteFunc(r.attributes, func(name attributeName, _ store.Attribute) bool {
			return name.object == c.ID
		})
	case store.PutAttribute:
		c.Value = bytes.Clone(c.Value)
		r.attributes[attributeName{c.Attribute.Object, c.Category, c.Key}] = c.Attribute
	case store.DeleteAttribute:
		delete(r.attributes, attributeName{c.Object, c.Category, c.Key})
	case store.PutMeta:
		r.meta[c.Key] = bytes.Clone(c.Value)
	case store.DeleteMeta:
		delete(r.meta, c.Key)
	case store.PutLine:
		r.lines[c.Sessid] = c.Line
	case store.DeleteLine:
		delete(r.lines, c.Sessid)
	}
}

// snapshot copies the rows, sorted.
func (r *rows) snapshot() *store.Snapshot {
	snap := &store.Snapshot{
		Objects:    slices.Collect(maps.Values(r.objects)),
		Attributes: slices.Collect(maps.Values(r.attributes)),
		Meta:       map[string][]byte{},
		Lines:      slices.Collect(maps.Values(r.lines)),
	}
	slices.SortFunc(snap.Objects, func(a, b store.Object) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(snap.Lines, func(a, b store.Line) int { return cmp.Compare(a.Sessid, b.Sessid) })
	slices.SortFunc(snap.Attributes, func(a, b store.Attribute) int {
		return cmp.Or(cmp.Compare(a.Object, b.Object), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Key, b.Key))
	})
	for i := range snap.Objects {
		snap.Objects[i].Data = bytes.Clone(snap.Objects[i].Data)
	}
	for i := range snap.Attributes {
		snap.Attributes[i].Value = bytes.Clone(snap.Attributes[i].Value)
	}
	for key, v := range r.meta {
		snap.Meta[key] = bytes.Clone(v)
	}
	return snap
}
