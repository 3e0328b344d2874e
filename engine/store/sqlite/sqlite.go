// Package sqlite keeps the world in one SQLite file; it is the store that a
// server has unless told otherwise. It owns the data file, the -wal and -shm
// files that SQLite puts beside it, and the lock file that keeps a second
// server away.
//
// There is one connection for reading at start and for writing, used by the
// committer goroutine; Backup opens one of its own and so runs beside it.
package sqlite

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"zombiezen.com/go/sqlite"

	"mud/engine/store"
)

// Store is an open data file. It is safe for use by several goroutines.
type Store struct {
	path   string
	log    *slog.Logger
	unlock func() error

	mu      sync.Mutex // guards conn and closed
	conn    *sqlite.Conn
	closed  bool
	copying sync.Mutex // held while a Backup runs; taken before mu
}

var _ store.Store = (*Store)(nil)

// Open opens the data file at path, or begins a new world there: the file and
// its folder are made, readable by their owner only, as they hold password
// hashes. log gets a line for a new file and for what goes wrong without
// failing a call.
//
// The error is store.ErrInUse when another server has the file; otherwise it
// says what is wrong with the file (damaged, of another program, of a newer
// mud) and what to do. Such a file is left as it was.
func Open(path string, durability store.Durability, log *slog.Logger) (*Store, error) {
	if _, err := store.ParseDurability(string(durability)); err != nil {
		return nil, err
	}
	path, err := realPath(path)
	if err != nil {
		return nil, fmt.Errorf("finding the data file: %w", err)
	}
	unlock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	s := &Store{path: path, log: log, unlock: unlock}
	if err := s.connect(durability); err != nil {
		if s.conn != nil {
			s.conn.Close()
		}
		return nil, errors.Join(s.explain("opening the data file", err), unlock())
	}
	return s, nil
}

// realPath makes the folder of path and returns the path without symbolic
// links, so that one file has one lock.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, os.ErrNotExist) {
		return path, nil
	}
	return real, err
}

// Close implements store.Store. It also moves what is in the -wal file into
// the data file, which then is the whole world in one file.
func (s *Store) Close() error {
	s.copying.Lock()
	defer s.copying.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if err := pragma(s.conn, "wal_checkpoint(TRUNCATE)"); err != nil {
		// Nothing is lost: the next Open finds it in the -wal file.
		s.log.Warn("the data file was closed without its -wal file merged into it",
			"file", s.path, "error", err)
	}
	if err := errors.Join(s.conn.Close(), s.unlock()); err != nil {
		return s.explain("closing the data file", err)
	}
	return nil
}
