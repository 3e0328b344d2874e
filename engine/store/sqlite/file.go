package sqlite

import (
	"errors"
	"fmt"
	"os"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"mud/engine/store"
)

const (
	// applicationID marks a file as a mud's in SQLite's header, so that the
	// file of another program is not taken for an empty world. It is "MUD\x00".
	applicationID = 0x4d554400

	// version is the layout of the tables that schema makes, kept in SQLite's
	// user_version. A change of the schema raises it and adds a migration.
	version = 1

	// busyTimeout is how long a commit waits for another program, such as an
	// admin's sqlite3, that holds the file.
	busyTimeout = 5 * time.Second
)

// schema makes the tables. Attributes are sorted by their object,
// so that deleting one touches few pages. JSON is text, for the eyes of
// admins; lists are sorted by the primary keys, byte by byte as Go sorts.
const schema = `
CREATE TABLE object (
	id INTEGER PRIMARY KEY, kind TEXT NOT NULL, typeclass TEXT NOT NULL, key TEXT NOT NULL,
	location INTEGER NOT NULL, home INTEGER NOT NULL, destination INTEGER NOT NULL,
	created INTEGER NOT NULL, data TEXT NOT NULL
) STRICT;
CREATE TABLE attribute (
	object INTEGER NOT NULL, category TEXT NOT NULL, key TEXT NOT NULL,
	value TEXT NOT NULL, lock TEXT NOT NULL,
	PRIMARY KEY (object, category, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE line (sessid INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
`

// synchronous is SQLite's setting for each durability. In WAL mode NORMAL
// leaves committed frames to the operating system, which outlives the process.
var synchronous = map[store.Durability]string{store.Process: "NORMAL", store.Power: "FULL"}

// connect opens the connection and makes the file ready. It changes nothing
// before it knows that the file is a mud's or empty.
func (s *Store) connect(durability store.Durability) error {
	if err := create(s.path); err != nil {
		return err
	}
	conn, err := sqlite.OpenConn(s.path, sqlite.OpenReadWrite)
	if err != nil {
		return err
	}
	s.conn = conn
	conn.SetBusyTimeout(busyTimeout)
	empty, layout, err := inspect(conn, version)
	if err != nil {
		return err
	}
	if err := configure(conn, durability); err != nil {
		return err
	}
	if !empty {
		return s.migrate(layout, migrations)
	}
	s.log.Info("a new world begins", "file", s.path)
	return sqlitex.ExecuteScript(conn, fmt.Sprintf("%s PRAGMA application_id = %d; PRAGMA user_version = %d;",
		schema, applicationID, version), nil)
}

// create makes an empty file if there is none; SQLite itself would let
// everybody read it.
func create(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// inspect reports whether the file is empty, and the layout of one that is
// not; it refuses one that is not ours, or newer than newest.
func inspect(conn *sqlite.Conn, newest int64) (empty bool, layout int, err error) {
	var app, user, tables int64
	const query = `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`
	err = ask(conn, query, func(row *sqlite.Stmt) {
		app, user, tables = row.ColumnInt64(0), row.ColumnInt64(1), row.ColumnInt64(2)
	})
	if err != nil {
		return false, 0, err
	}
	switch {
	case app == 0 && user == 0 && tables == 0:
		return true, 0, nil
	case app != applicationID:
		return false, 0, errors.New("the file belongs to another program: " +
			"give [store] url in mud.toml the name of another file")
	case user > newest:
		return false, 0, fmt.Errorf("the file was written by a newer mud (its layout is %d, this mud knows %d): "+
			"start the newer mud, or restore a backup made by this one", user, newest)
	case user < 1:
		return false, 0, fmt.Errorf("the layout of the file is %d, which no mud has written: "+
			"restore a backup", user)
	}
	return false, int(user), nil
}

// configure sets what SQLite keeps for a connection. These pragmas do nothing
// inside a transaction, so they are no script.
func configure(conn *sqlite.Conn, durability store.Durability) error {
	var mode string
	err := ask(conn, "PRAGMA journal_mode = WAL", func(row *sqlite.Stmt) { mode = row.ColumnText(0) })
	if err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("the file system cannot share memory (journal mode is %q): "+
			"put the data file on a local disk", mode)
	}
	settings := []string{
		"synchronous = " + synchronous[durability],
		"fullfsync = ON",                // on macOS a plain fsync does not reach the disk
		"wal_autocheckpoint = 1000",     // pages: 4 MB of -wal before they are moved into the file
		"journal_size_limit = 33554432", // bytes: a -wal that grew beside a backup shrinks again
	}
	for _, setting := range settings {
		if err := pragma(conn, setting); err != nil {
			return err
		}
	}
	return nil
}

func pragma(conn *sqlite.Conn, setting string) error {
	return sqlitex.ExecuteTransient(conn, "PRAGMA "+setting, nil)
}

// ask runs a query once and hands its rows to read.
func ask(conn *sqlite.Conn, query string, read func(row *sqlite.Stmt)) error {
	return sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{
		ResultFunc: func(row *sqlite.Stmt) error { read(row); return nil },
	})
}
