package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"mud/engine/store"
)

// Backup implements store.Store. The copy is a data file like the live one,
// without free pages; it is synced to disk before it gets its name. Restoring
// it is to put it in the place of the data file while no server runs.
func (s *Store) Backup(ctx context.Context, file string) error {
	s.copying.Lock()
	defer s.copying.Unlock()
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		return store.ErrClosed
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("backing up to %s: the file is there already: choose another name", file)
	}
	if err := s.copyTo(ctx, file); err != nil {
		return s.explain("backing up to "+file, err)
	}
	return nil
}

// copyTo writes the copy under another name first, so that what bears the name
// file is always whole.
func (s *Store) copyTo(ctx context.Context, file string) error {
	part, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*.part")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	defer part.Close()
	if err := s.vacuumInto(ctx, part.Name()); err != nil {
		return err
	}
	if err := part.Sync(); err != nil {
		return err
	}
	if err := os.Rename(part.Name(), file); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(file))
}

// vacuumInto copies the state of this moment into an empty file, on a
// connection of its own that cannot write the data file.
func (s *Store) vacuumInto(ctx context.Context, file string) (err error) {
	conn, err := sqlite.OpenConn(s.path, sqlite.OpenReadOnly)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetBusyTimeout(busyTimeout)
	conn.SetInterrupt(ctx.Done())
	err = sqlitex.ExecuteTransient(conn, `VACUUM INTO ?`, &sqlitex.ExecOptions{Args: []any{file}})
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// syncFolder makes a new name in a folder durable. Systems that cannot sync a
// folder do not need it.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := folder.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, os.ErrInvalid) {
		return err
	}
	return nil
}
