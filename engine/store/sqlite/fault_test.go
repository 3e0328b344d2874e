package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"mud/engine/store"
)

// count returns the number of attributes stored.
func count(t *testing.T, s *Store) int {
	t.Helper()
	snap, err := s.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return len(snap.Attributes)
}

// TestTemporaryErrors makes commits fail as a disk or another program would,
// looks whether anything of them stayed, and tries the same commit again.
func TestTemporaryErrors(t *testing.T) {
	set := func(setting string) func(*testing.T, *Store) {
		return func(t *testing.T, s *Store) {
			if err := pragma(s.conn, setting); err != nil {
				t.Fatal(err)
			}
		}
	}
	var other *sqlite.Conn
	tests := []struct {
		name         string
		harm, repair func(*testing.T, *Store)
		want         error
	}{
		{"full", set("max_page_count = 40"), set("max_page_count = 1000000"), store.ErrDiskFull},
		{"read-only", set("query_only = ON"), set("query_only = OFF"), store.ErrReadOnly},
		{"locked by another program", func(t *testing.T, s *Store) {
			var err error
			if other, err = sqlite.OpenConn(s.path, sqlite.OpenReadWrite); err != nil {
				t.Fatal(err)
			}
			if err := ask(other, "BEGIN IMMEDIATE", nil); err != nil {
				t.Fatal(err)
			}
			s.conn.SetBusyTimeout(time.Millisecond)
		}, func(t *testing.T, _ *Store) {
			if err := other.Close(); err != nil {
				t.Fatal(err)
			}
		}, store.ErrBusy},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := mustOpen(t, newPath(t))
			ctx := context.Background()
			if err := s.Commit(ctx, []store.Change{put(0)}); err != nil {
				t.Fatal(err)
			}
			var changes []store.Change
			for n := range 1000 {
				changes = append(changes, put(n))
			}
			test.harm(t, s)
			for range 3 {
				if err := s.Commit(ctx, changes); !errors.Is(err, test.want) {
					t.Fatalf("the error is %v", err)
				}
			}
			if n := count(t, s); n != 1 {
				t.Fatalf("%d attributes are stored, want 1", n)
			}
			test.repair(t, s)
			if err := s.Commit(ctx, changes); err != nil {
				t.Fatal(err)
			}
			if n := count(t, s); n != len(changes) {
				t.Fatalf("%d attributes are stored, want %d", n, len(changes))
			}
		})
	}
}

// TestLeftTransaction: a transaction that could not be taken back is taken back
// by the next commit.
func TestLeftTransaction(t *testing.T) {
	s := mustOpen(t, newPath(t))
	if err := errors.Join(s.run(begin), s.apply(put(1))); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(context.Background(), []store.Change{put(2), put(3)}); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s); n != 2 {
		t.Errorf("%d attributes are stored, want 2", n)
	}
}

// TestReadersBesideWrites holds row 38 of the users' pains: admins who read the
// file, and a backup, never make the game meet a locked database.
func TestReadersBesideWrites(t *testing.T) {
	s := mustOpen(t, newPath(t))
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	var reads atomic.Int64
	for range 3 {
		conn, err := sqlite.OpenConn(s.path, sqlite.OpenReadOnly)
		if err != nil {
			t.Fatal(err)
		}
		readers.Go(func() {
			defer conn.Close()
			for ctx.Err() == nil {
				if err := ask(conn, "SELECT count(*) FROM attribute, meta", func(*sqlite.Stmt) {}); err != nil {
					t.Errorf("a reader: %v", err)
					return
				}
				reads.Add(1)
			}
		})
	}
	for n := 0; n < 2000 || reads.Load() < 100; n++ {
		if err := s.Commit(ctx, []store.Change{put(n % 500), store.PutMeta{Key: "n", Value: []byte("1")}}); err != nil {
			t.Fatalf("commit %d: %v", n, err)
		}
		if n == 1000 {
			if err := s.Backup(ctx, filepath.Join(t.TempDir(), "copy.db")); err != nil {
				t.Fatal(err)
			}
		}
	}
	stop()
	readers.Wait()
}
