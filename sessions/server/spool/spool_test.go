package spool

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func open(t *testing.T, dir string, stored uint64) (*Spool, []Record) {
	t.Helper()
	s, records, err := Open(dir, stored, true, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	return s, records
}

func put(t *testing.T, s *Spool, r Record, free uint64) {
	t.Helper()
	if err := s.Append(r, free); err != nil {
		t.Fatal(err)
	}
}

func closed(t *testing.T, s *Spool) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func record(number uint64) Record {
	return Record{number, []Part{{1, "a run", []byte(fmt.Sprint("group ", number))}, {12, "", []byte("x")}}}
}

func numbers(records []Record) (n []uint64) {
	for _, r := range records {
		n = append(n, r.Number)
	}
	return n
}

// What was written is read again as it was, up to the number that the store
// has; what is behind that number never counts, whatever comes later.
func TestOnlyWhatIsStoredCounts(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, 0)
	for n := range uint64(4) {
		put(t, s, record(n+1), 0)
	}
	closed(t, s)
	s, records := open(t, dir, 3)
	if want := []Record{record(1), record(2), record(3)}; !reflect.DeepEqual(records, want) {
		t.Errorf("there are %v, want %v", records, want)
	}
	if s.Last() != 4 {
		t.Errorf("the last number is %d: it may be given out again", s.Last())
	}
	put(t, s, record(5), 0)
	closed(t, s)
	s, records = open(t, dir, 5)
	if got := numbers(records); !slices.Equal(got, []uint64{1, 2, 3, 5}) {
		t.Errorf("there are %v", got)
	}
	closed(t, s)
	if err := Remove(dir); err != nil {
		t.Fatal(err)
	}
	if _, records = open(t, dir, 5); len(records) != 0 {
		t.Errorf("there are %v after all was removed", records)
	}
}

// A file that ends anywhere, or in garbage, gives the records that are whole,
// and can be written on.
func TestTornEnd(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "spool-0")
	s, _ := open(t, dir, 0)
	var ends []int
	for n := range uint64(3) {
		put(t, s, record(n+1), 0)
		ends = append(ends, int(s.segments[0].size))
	}
	closed(t, s)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(whole) {
		for end, junk := range map[string][]byte{"torn": nil, "garbage": bytes.Repeat([]byte{0xa5}, 40), "zeros": make([]byte, 40)} {
			if err := os.WriteFile(name, append(slices.Clone(whole[:cut]), junk...), 0o600); err != nil {
				t.Fatal(err)
			}
			s, records := open(t, dir, 10)
			want := 0
			for want < len(ends) && ends[want] <= cut {
				want++
			}
			if len(records) != want {
				t.Fatalf("%s at %d: there are %d records, want %d", end, cut, len(records), want)
			}
			put(t, s, record(11), 0)
			closed(t, s)
			s, records = open(t, dir, 11)
			if got := numbers(records); len(got) != want+1 || got[want] != 11 {
				t.Fatalf("%s at %d: then there are %v", end, cut, got)
			}
			closed(t, s)
		}
	}
}

// Under constant load, in which the newest has never arrived yet, the files
// stay small, and what has not arrived is in them.
func TestConstantLoad(t *testing.T) {
	const behind = 10 // groups that have not arrived
	dir := t.TempDir()
	s, _ := open(t, dir, 0)
	s.sync = false
	r := Record{Parts: []Part{{1, "a", bytes.Repeat([]byte("x"), 100<<10)}}}
	for n := uint64(1); n <= 500; n++ {
		r.Number = n
		put(t, s, r, max(behind, n)-behind)
		if size := s.segments[0].size + s.segments[1].size; size > 2*segmentSize+2*behind*100<<10 {
			t.Fatalf("after %d records the files have %d bytes", n, size)
		}
	}
	closed(t, s)
	s, records := open(t, dir, 500)
	defer closed(t, s)
	got := numbers(records)
	if !slices.IsSorted(got) || len(got) < behind || got[len(got)-1] != 500 || got[len(got)-behind] != 491 {
		t.Errorf("there are %v", got)
	}
}

// A write that fails leaves nothing behind.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, 0)
	put(t, s, record(1), 0)
	good := s.segments[0].file
	readOnly, err := os.Open(good.Name())
	if err != nil {
		t.Fatal(err)
	}
	s.segments[0].file = readOnly
	if err := s.Append(record(2), 0); err == nil || !strings.Contains(err.Error(), "writing to the spool") {
		t.Errorf("the write gave %v", err)
	}
	s.segments[0].file = good
	put(t, s, record(3), 0)
	closed(t, s)
	_ = readOnly.Close()
	s, records := open(t, dir, 3)
	defer closed(t, s)
	if got := numbers(records); !slices.Equal(got, []uint64{1, 3}) {
		t.Errorf("there are %v", got)
	}
}
