package sqlite

import (
	"fmt"

	"zombiezen.com/go/sqlite"

	"mud/engine/store"
)

// temporary are the errors after which a caller may try again.
var temporary = map[sqlite.ResultCode]error{
	sqlite.ResultFull:     store.ErrDiskFull,
	sqlite.ResultReadOnly: store.ErrReadOnly,
	sqlite.ResultBusy:     store.ErrBusy,
}

// explain says what failed with which file, and what to do where SQLite's own
// words do not. doing is what was being done.
func (s *Store) explain(doing string, err error) error {
	code := sqlite.ErrCode(err).ToPrimary()
	if kind, ok := temporary[code]; ok {
		return fmt.Errorf("%s: %s: %w (%w)", doing, s.path, kind, err)
	}
	if code == sqlite.ResultCorrupt || code == sqlite.ResultNotADB {
		return fmt.Errorf("%s: %s is damaged or no data file of a mud: "+
			"move it and its -wal and -shm files away, and put a backup in its place: %w", doing, s.path, err)
	}
	return fmt.Errorf("%s: %s: %w", doing, s.path, err)
}
