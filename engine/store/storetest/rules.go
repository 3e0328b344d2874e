package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mud/engine/store"
	"mud/engine/store/memory"
)

func testFailedCommit(t *testing.T, place Place) {
	s := place.Open(t)
	defer mustClose(t, s)
	before := object(1, "before")
	mustCommit(t, s, store.PutObject{Object: before})
	changes := []store.Change{store.PutObject{Object: object(2, "new")}, store.DeleteObject{ID: 1}, nil}
	err := s.Commit(context.Background(), changes)
	if err == nil || !strings.Contains(err.Error(), "not a change") {
		t.Fatalf("the error is %v", err)
	}
	want(t, s, &store.Snapshot{Objects: []store.Object{before}})
	mustCommit(t, s, changes[:2]...)
	want(t, s, &store.Snapshot{Objects: []store.Object{object(2, "new")}})
}

func testCancelledCommit(t *testing.T, place Place) {
	s := place.Open(t)
	defer mustClose(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := s.Commit(ctx, []store.Change{store.PutObject{Object: object(1, "new")}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("the error is %v", err)
	}
	if _, err := s.Load(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the error of Load is %v", err)
	}
	want(t, s, &store.Snapshot{})
}

// testNoSharing changes bytes that it gave to the store and got from it.
func testNoSharing(t *testing.T, place Place) {
	s := place.Open(t)
	defer mustClose(t, s)
	o, a, meta := object(1, "a"), attribute(1, "", "a", "value"), []byte("meta")
	mustCommit(t, s, store.PutObject{Object: o}, store.PutAttribute{Attribute: a}, store.PutMeta{Key: "m", Value: meta})
	o.Data[0], a.Value[0], meta[0] = '#', '#', '#'
	fresh := &store.Snapshot{Objects: []store.Object{object(1, "a")},
		Attributes: []store.Attribute{attribute(1, "", "a", "value")}, Meta: map[string][]byte{"m": []byte("meta")}}
	got := load(t, s)
	if !Same(got, fresh) {
		t.Fatalf("the store holds the caller's bytes: %+v", got)
	}
	got.Objects[0].Data[0], got.Attributes[0].Value[0], got.Meta["m"][0] = '#', '#', '#'
	want(t, s, fresh)
}

// anyChange draws a change among few names, so that they meet.
func anyChange() *rapid.Generator[store.Change] {
	return rapid.Custom(func(t *rapid.T) store.Change {
		id := rapid.Int64Range(1, 3).Draw(t, "id")
		key := rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "key")
		data := rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "data")
		return rapid.SampledFrom([]store.Change{
			store.PutObject{Object: store.Object{ID: id, Kind: "object", Key: key, Location: id, Data: data}},
			store.DeleteObject{ID: id},
			store.PutAttribute{Attribute: store.Attribute{Object: id, Category: "c" + key, Key: key, Value: data, Lock: key}},
			store.DeleteAttribute{Object: id, Category: "c" + key, Key: key},
			store.PutMeta{Key: key, Value: data}, store.DeleteMeta{Key: key},
			store.PutLine{Line: store.Line{Sessid: id, Seq: uint64(len(data))}}, store.DeleteLine{Sessid: id},
		}).Draw(t, "change")
	})
}

// testSequences compares the store with the one in memory.
func testSequences(t *testing.T, place Place) {
	s := place.Open(t)
	model := memory.New()
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(r, "commits") {
			changes := rapid.SliceOfN(anyChange(), 0, 12).Draw(r, "changes")
			if rapid.IntRange(0, 3).Draw(r, "fail") == 0 {
				if err := s.Commit(context.Background(), append(changes, nil)); err == nil {
					r.Fatal("a commit with nil in it went through")
				}
				continue
			}
			mustCommit(t, s, changes...)
			mustCommit(t, model, changes...)
		}
		if got, want := load(t, s), load(t, model); !Same(got, want) {
			r.Fatalf("the store holds\n%+v\nwant\n%+v", got, want)
		}
	})
	mustClose(t, s)
	s = place.Open(t)
	defer mustClose(t, s)
	want(t, s, load(t, model))
}

// testBackup copies while each commit keeps two values equal: so must the copy.
func testBackup(t *testing.T, place Place) {
	s := place.Open(t)
	defer mustClose(t, s)
	pair := func(n int) []store.Change {
		v := fmt.Appendf(nil, "%d", n)
		return []store.Change{store.PutMeta{Key: "one", Value: v},
			store.PutAttribute{Attribute: store.Attribute{Object: 1, Key: fmt.Sprint("filler ", n%500), Value: make([]byte, 500)}},
			store.PutMeta{Key: "two", Value: v}}
	}
	mustCommit(t, s, pair(0)...)
	stop, failed := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 1; ; n++ {
			select {
			case <-stop:
				failed <- nil
				return
			default:
			}
			if err := s.Commit(context.Background(), pair(n)); err != nil {
				failed <- err
				return
			}
		}
	}()
	for range 5 {
		file := backupFile(t)
		if err := s.Backup(context.Background(), file); err != nil {
			t.Fatal(err)
		}
		meta := place.ReadBackup(t, file).Meta
		if one, two := string(meta["one"]), string(meta["two"]); one == "" || one != two {
			t.Fatalf("the copy holds %q and %q", one, two)
		}
	}
	close(stop)
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
}

func testBackupRefused(t *testing.T, place Place) {
	s := place.Open(t)
	defer mustClose(t, s)
	file := backupFile(t)
	if err := os.WriteFile(file, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := s.Backup(context.Background(), file)
	if err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("the error is %v", err)
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "precious" {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

func testBackupCancelled(t *testing.T, place Place) {
	s := place.Open(t)
	defer mustClose(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := backupFile(t)
	if err := s.Backup(ctx, file); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func testClosed(t *testing.T, place Place) {
	s := place.Open(t)
	mustClose(t, s)
	mustClose(t, s)
	ctx := context.Background()
	_, loading := s.Load(ctx)
	for name, err := range map[string]error{
		"Load": loading, "Commit": s.Commit(ctx, nil), "Backup": s.Backup(ctx, backupFile(t)),
	} {
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}
