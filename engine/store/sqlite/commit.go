package sqlite

import (
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"

	"mud/engine/store"
)

// The statements of Commit; the connection keeps each one prepared.
const (
	begin    = `BEGIN IMMEDIATE`
	commit   = `COMMIT`
	rollback = `ROLLBACK`

	putObject = `REPLACE INTO object (id, kind, typeclass, key, location, home, destination, created, data)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	deleteObject     = `DELETE FROM object WHERE id = ?`
	deleteAttributes = `DELETE FROM attribute WHERE object = ?`
	putAttribute     = `REPLACE INTO attribute (object, category, key, value, lock) VALUES (?, ?, ?, ?, ?)`
	deleteAttribute  = `DELETE FROM attribute WHERE object = ? AND category = ? AND key = ?`
	putMeta          = `REPLACE INTO meta (key, value) VALUES (?, ?)`
	deleteMeta       = `DELETE FROM meta WHERE key = ?`
	putLine          = `REPLACE INTO line (sessid, seq) VALUES (?, ?)`
	deleteLine       = `DELETE FROM line WHERE sessid = ?`
)

// Commit implements store.Store. ctx is looked at between two changes, until
// the last one is applied; from there on the commit goes through or fails.
func (s *Store) Commit(ctx context.Context, changes []store.Change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return store.ErrClosed
	}
	err := s.transact(ctx, changes)
	if err != nil {
		s.rollback()
		return s.explain(fmt.Sprintf("storing %d changes", len(changes)), err)
	}
	return nil
}

func (s *Store) transact(ctx context.Context, changes []store.Change) error {
	s.rollback() // in case the last rollback failed
	if err := s.run(begin); err != nil {
		return err
	}
	for _, c := range changes {
		if err := s.apply(c); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return s.run(commit)
}

// rollback ends a transaction that failed. SQLite itself has ended it already
// after some errors, such as a full disk.
func (s *Store) rollback() {
	if s.conn.AutocommitEnabled() {
		return
	}
	if err := s.run(rollback); err != nil {
		s.log.Error("a failed commit could not be taken back yet", "file", s.path, "error", err)
	}
}

func (s *Store) apply(c store.Change) error {
	switch c := c.(type) {
	case store.PutObject:
		return s.run(putObject, c.ID, c.Kind, c.Typeclass, c.Key,
			c.Location, c.Home, c.Destination, c.Created, string(c.Data))
	case store.DeleteObject:
		if err := s.run(deleteAttributes, c.ID); err != nil {
			return err
		}
		return s.run(deleteObject, c.ID)
	case store.PutAttribute:
		return s.run(putAttribute, c.Object, c.Category, c.Key, string(c.Value), c.Lock)
	case store.DeleteAttribute:
		return s.run(deleteAttribute, c.Object, c.Category, c.Key)
	case store.PutMeta:
		return s.run(putMeta, c.Key, c.Value)
	case store.DeleteMeta:
		return s.run(deleteMeta, c.Key)
	case store.PutLine:
		return s.run(putLine, c.Sessid, int64(c.Seq))
	case store.DeleteLine:
		return s.run(deleteLine, c.Sessid)
	}
	return fmt.Errorf("a %T is not a change", c)
}

// run runs a statement that returns no rows. Arguments are int64, string (a
// TEXT) and []byte (a BLOB).
func (s *Store) run(query string, args ...any) error {
	stmt, err := s.conn.Prepare(query)
	if err != nil {
		return err
	}
	bind(stmt, args)
	_, err = stmt.Step()
	stmt.Reset() // says the error of Step once more
	stmt.ClearBindings()
	return err
}

func bind(stmt *sqlite.Stmt, args []any) {
	for i, arg := range args {
		switch arg := arg.(type) {
		case int64:
			stmt.BindInt64(i+1, arg)
		case string:
			stmt.BindText(i+1, arg)
		case []byte:
			stmt.BindBytes(i+1, arg)
		}
	}
}
