package sqlite

import (
	"context"

	"zombiezen.com/go/sqlite"

	"mud/engine/store"
)

// Load implements store.Store.
func (s *Store) Load(ctx context.Context) (*store.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, store.ErrClosed
	}
	snap, err := s.load(ctx)
	if err != nil {
		return nil, s.explain("reading the world", err)
	}
	return snap, nil
}

func (s *Store) load(ctx context.Context) (*store.Snapshot, error) {
	// One transaction, so that another program cannot write in between.
	if err := s.run(`BEGIN`); err != nil {
		return nil, err
	}
	defer s.rollback()
	snap := &store.Snapshot{Meta: map[string][]byte{}}
	tables := []struct {
		query string
		row   func(*sqlite.Stmt)
	}{
		{`SELECT id, kind, typeclass, key, location, home, destination, created, data FROM object ORDER BY id`,
			func(row *sqlite.Stmt) { snap.Objects = append(snap.Objects, object(row)) }},
		{`SELECT object, category, key, value, lock FROM attribute ORDER BY object, category, key`,
			func(row *sqlite.Stmt) { snap.Attributes = append(snap.Attributes, attribute(row)) }},
		{`SELECT key, value FROM meta`,
			func(row *sqlite.Stmt) { snap.Meta[row.ColumnText(0)] = column(row, 1) }},
		{`SELECT sessid, seq FROM line ORDER BY sessid`, func(row *sqlite.Stmt) {
			snap.Lines = append(snap.Lines, store.Line{Sessid: row.ColumnInt64(0), Seq: uint64(row.ColumnInt64(1))})
		}},
	}
	for _, table := range tables {
		if err := s.each(ctx, table.query, table.row); err != nil {
			return nil, err
		}
	}
	return snap, nil
}

// each calls fn for every row of a query.
func (s *Store) each(ctx context.Context, query string, fn func(row *sqlite.Stmt)) error {
	stmt, _, err := s.conn.PrepareTransient(query)
	if err != nil {
		return err
	}
	defer stmt.Finalize()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		more, err := stmt.Step()
		if err != nil || !more {
			return err
		}
		fn(stmt)
	}
}

func object(row *sqlite.Stmt) store.Object {
	return store.Object{
		ID: row.ColumnInt64(0), Kind: row.ColumnText(1), Typeclass: row.ColumnText(2), Key: row.ColumnText(3),
		Location: row.ColumnInt64(4), Home: row.ColumnInt64(5), Destination: row.ColumnInt64(6),
		Created: row.ColumnInt64(7), Data: column(row, 8),
	}
}

func attribute(row *sqlite.Stmt) store.Attribute {
	return store.Attribute{
		Object: row.ColumnInt64(0), Category: row.ColumnText(1), Key: row.ColumnText(2),
		Value: column(row, 3), Lock: row.ColumnText(4),
	}
}

// column returns a copy of the bytes of a column.
func column(row *sqlite.Stmt, at int) []byte {
	out := make([]byte, row.ColumnLen(at))
	row.ColumnBytes(at, out)
	return out
}
