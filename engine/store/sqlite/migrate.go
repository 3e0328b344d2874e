package sqlite

import (
	"context"
	"fmt"
	"os"
	"slices"

	"zombiezen.com/go/sqlite/sqlitex"
)

// migration changes the tables of one layout into those of the next.
type migration struct {
	to     int    // the layout that it makes
	script string // SQL, run in one transaction
}

// migrations are all of them, in order; the last one makes version.
var migrations []migration

// migrate brings the file from an older layout to the newest. A copy of the
// file as it was is kept beside it. It is all or nothing: after an error the
// file is what it was.
func (s *Store) migrate(layout int, steps []migration) error {
	steps = slices.DeleteFunc(slices.Clone(steps), func(m migration) bool { return m.to <= layout })
	if len(steps) == 0 {
		return nil
	}
	newest := steps[len(steps)-1].to
	kept := fmt.Sprintf("%s.layout-%d", s.path, layout)
	if err := s.keepCopy(kept); err != nil {
		return fmt.Errorf("keeping a copy before the file is brought to layout %d: %w", newest, err)
	}
	script := ""
	for _, m := range steps {
		script += m.script + ";\n"
	}
	// A script is one transaction: the layout changes with the tables.
	script += fmt.Sprintf("PRAGMA user_version = %d;", newest)
	if err := sqlitex.ExecuteScript(s.conn, script, nil); err != nil {
		return fmt.Errorf("bringing the file from layout %d to %d (it is as it was, and %s is a copy): %w", layout, newest, kept, err)
	}
	s.log.Warn("the data file was brought to a newer layout", "file", s.path, "from", layout, "to", newest, "copy", kept)
	return nil
}

// keepCopy copies the data file to a name; a copy that is there already, from
// an attempt that failed, stays.
func (s *Store) keepCopy(name string) error {
	if _, err := os.Lstat(name); err == nil {
		return nil
	}
	return s.copyTo(context.Background(), name)
}
