package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/engine/store"
)

// packed is a world with one attribute, its data file and a compressed backup.
func packed(t *testing.T) (s *Store, path, backup string) {
	t.Helper()
	path = newPath(t)
	s = mustOpen(t, path)
	if err := s.Commit(context.Background(), []store.Change{put(1)}); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	backup = copied + ".gz"
	if err := errors.Join(s.Backup(context.Background(), copied), Pack(copied, backup)); err != nil {
		t.Fatal(err)
	}
	return s, path, backup
}

func TestRestore(t *testing.T) {
	s, path, backup := packed(t)
	if err := s.Commit(context.Background(), []store.Change{put(2)}); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(backup, path); !errors.Is(err, store.ErrInUse) {
		t.Fatalf("restored beside a running server: %v", err)
	}
	mustClose(t, s)
	kept, err := Restore(backup, path)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, mustOpen(t, path)); n != 1 {
		t.Errorf("%d attributes were restored, want 1", n)
	}
	if n := count(t, mustOpen(t, kept)); n != 2 {
		t.Errorf("%d attributes were kept, want 2", n)
	}
}

func TestRestoreToNothing(t *testing.T) {
	s, _, backup := packed(t)
	mustClose(t, s)
	path := newPath(t)
	if kept, err := Restore(backup, path); err != nil || kept != "" {
		t.Fatalf("kept %q: %v", kept, err)
	}
	if n := count(t, mustOpen(t, path)); n != 1 {
		t.Errorf("%d attributes were restored, want 1", n)
	}
}

// TestRestoreOfWhatIsNone: what cannot be used changes nothing.
func TestRestoreOfWhatIsNone(t *testing.T) {
	s, path, backup := packed(t)
	mustClose(t, s)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"cut off": whole[:len(whole)-20], "empty": nil, "no backup": []byte("hello"), "no compressed backup": whole[:2],
	} {
		bad := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(bad, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(bad, path); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Restore(filepath.Join(t.TempDir(), "none"), path); err == nil {
		t.Error("a backup that is not there was restored")
	}
	if n := count(t, mustOpen(t, path)); n != 1 {
		t.Errorf("%d attributes are there, want 1", n)
	}
}

func TestPackKeepsWhatIsThere(t *testing.T) {
	s, path, backup := packed(t)
	mustClose(t, s)
	if err := Pack(path, backup); err == nil || !strings.Contains(err.Error(), "choose another name") {
		t.Errorf("the error is %v", err)
	}
}

func TestMigrate(t *testing.T) {
	steps := []migration{
		{2, "ALTER TABLE object ADD COLUMN note TEXT NOT NULL DEFAULT ''"}, {3, "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT"},
	}
	s, path, _ := packed(t)
	if err := s.migrate(1, steps); err != nil {
		t.Fatal(err)
	}
	_, layout, err := inspect(s.conn, 3)
	if err != nil || layout != 3 {
		t.Errorf("the layout is %d: %v", layout, err)
	}
	if err := ask(s.conn, "SELECT note FROM object, extra", nil); err != nil {
		t.Error(err)
	}
	if n := count(t, mustOpen(t, path+".layout-1")); n != 1 {
		t.Errorf("%d attributes are in the copy, want 1", n)
	}
	if err := s.migrate(3, steps); err != nil {
		t.Errorf("a second time: %v", err)
	}
}

// TestFailedMigration leaves the file as it was.
func TestFailedMigration(t *testing.T) {
	s, path, _ := packed(t)
	err := s.migrate(1, []migration{{2, "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT"}, {3, "nonsense"}})
	if err == nil || !strings.Contains(err.Error(), "it is as it was") {
		t.Fatalf("the error is %v", err)
	}
	mustClose(t, s)
	s = mustOpen(t, path)
	if n := count(t, s); n != 1 {
		t.Errorf("%d attributes are there, want 1", n)
	}
	if _, layout, err := inspect(s.conn, version); layout != 1 || err != nil {
		t.Errorf("the layout is %d: %v", layout, err)
	}
}
