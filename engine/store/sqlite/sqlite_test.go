package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"mud/engine/store"
	"mud/engine/store/storetest"
)

// newPath returns a data file that is not there yet, in a folder that is not.
func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "data", "mud.db") }

func mustOpen(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, store.Process, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func mustClose(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// put is a small change with some weight.
func put(n int) store.Change {
	return store.PutAttribute{Attribute: store.Attribute{
		Object: int64(n), Key: "weight", Value: bytes.Repeat([]byte("x"), 200)}}
}

func TestStore(t *testing.T) {
	for _, durability := range []store.Durability{store.Process, store.Power} {
		t.Run(string(durability), func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) storetest.Place {
				path := newPath(t)
				return storetest.Place{
					Open: func(t *testing.T) store.Store {
						s, err := Open(path, durability, slog.New(slog.DiscardHandler))
						if err != nil {
							t.Fatal(err)
						}
						return s
					},
					ReadBackup: readBackup,
				}
			})
		})
	}
}

func readBackup(t *testing.T, file string) *store.Snapshot {
	s := mustOpen(t, file)
	defer mustClose(t, s)
	snap, err := s.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func TestDurability(t *testing.T) {
	for durability, want := range map[store.Durability]int64{store.Process: 1, store.Power: 2} {
		s, err := Open(newPath(t), durability, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		var got int64
		if err := ask(s.conn, "PRAGMA synchronous", func(row *sqlite.Stmt) { got = row.ColumnInt64(0) }); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s: synchronous is %d, want %d", durability, got, want)
		}
		mustClose(t, s)
	}
	path := newPath(t)
	if _, err := Open(path, "forever", slog.Default()); err == nil || !strings.Contains(err.Error(), `"forever"`) {
		t.Errorf("an unknown durability: the error is %v", err)
	}
}

func TestFilesAreForTheOwnerOnly(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	if err := s.Commit(context.Background(), []store.Change{put(1)}); err != nil {
		t.Fatal(err)
	}
	backup := path + ".copy"
	if err := s.Backup(context.Background(), backup); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, path + "-wal", path + ".lock", backup} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
}

// TestClosedFileIsWhole copies the file alone after Close, which an admin may
// do while another program still has it open.
func TestClosedFileIsWhole(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	other, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := ask(other, "SELECT * FROM object", nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(context.Background(), []store.Change{put(1)}); err != nil {
		t.Fatal(err)
	}
	mustClose(t, s)
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		t.Errorf("%d bytes are left in the -wal file", info.Size())
	}
}

// execute runs a script on a file behind the store's back.
func execute(t *testing.T, path, script string) {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteScript(conn, script, nil); err != nil {
		t.Fatal(err)
	}
}

// scribble overwrites bytes of a file; a negative offset counts from the end.
func scribble(t *testing.T, path string, at, n int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if at < 0 {
		at += len(data)
	}
	copy(data[at:at+n], bytes.Repeat([]byte{0xA5}, n))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestUnusableFiles opens and reads files that must be refused with words that
// name the file and say what to do.
func TestUnusableFiles(t *testing.T) {
	tests := []struct {
		name string
		harm func(t *testing.T, path string)
		want string
	}{
		{"newer layout", func(t *testing.T, path string) { execute(t, path, "PRAGMA user_version = 2") },
			"newer mud (its layout is 2, this mud knows 1): start the newer mud"},
		{"no layout", func(t *testing.T, path string) { execute(t, path, "PRAGMA user_version = 0") },
			"which no mud has written: restore a backup"},
		{"another program", func(t *testing.T, path string) { execute(t, path, "PRAGMA application_id = 7") },
			"belongs to another program"},
		{"another program without an id", func(t *testing.T, path string) { execute(t, path, "PRAGMA application_id = 0") },
			"belongs to another program"},
		{"no database", func(t *testing.T, path string) { scribble(t, path, 0, 100) }, "put a backup in its place"},
		{"damaged tables", func(t *testing.T, path string) { scribble(t, path, -40*4096, 40*4096) },
			"put a backup in its place"},
		{"cut off", func(t *testing.T, path string) {
			if err := os.Truncate(path, 8*4096); err != nil {
				t.Fatal(err)
			}
		}, "put a backup in its place"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := newPath(t)
			s := mustOpen(t, path)
			var changes []store.Change
			for n := range 2000 {
				changes = append(changes, put(n))
			}
			if err := s.Commit(context.Background(), changes); err != nil {
				t.Fatal(err)
			}
			mustClose(t, s)
			test.harm(t, path)
			before, _ := os.ReadFile(path)
			err := openAndLoad(path)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("the error is %v", err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
			if again := openAndLoad(path); errors.Is(again, store.ErrInUse) {
				t.Errorf("the lock was kept: %v", again)
			}
		})
	}
}

func openAndLoad(path string) error {
	s, err := Open(path, store.Process, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.Load(context.Background())
	return err
}

func TestSecondOpenerIsRefused(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, link} {
		_, err := Open(name, store.Process, slog.Default())
		if !errors.Is(err, store.ErrInUse) || !strings.Contains(err.Error(), fmt.Sprintf("process %d,", os.Getpid())) {
			t.Errorf("opening %s: the error is %v", name, err)
		}
	}
	mustClose(t, s)
	mustClose(t, mustOpen(t, link))
}

func TestUnreachablePath(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "mud.db"), store.Process, slog.Default()); err == nil {
		t.Error("a file was taken for a folder")
	}
	if _, err := Open(t.TempDir(), store.Process, slog.Default()); err == nil {
		t.Error("a folder was taken for a data file")
	}
}
