package suspect

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func open(t *testing.T, dir string) *Book {
	t.Helper()
	b, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// A line is guilty when two Servers died while they ran it; other lines, and
// Servers that died between two lines, do not count.
func TestGuilty(t *testing.T) {
	dir := t.TempDir()
	bad, other, good := Line{7, 3}, Line{8, 1}, Line{7, 2}
	for life, run := range [][]Line{{bad}, {other}, {}, {bad}} {
		b := open(t, dir) // the one before is simply gone, as after kill -9
		if b.Guilty(bad) {
			t.Fatalf("in life %d it is guilty already", life)
		}
		b.Begin(good)
		b.End()
		for _, l := range run {
			b.Begin(l)
		}
	}
	for range 3 { // and it stays so
		b := open(t, dir)
		if !b.Guilty(bad) || b.Guilty(other) || b.Guilty(good) {
			t.Errorf("guilty are: bad %v, other %v, good %v", b.Guilty(bad), b.Guilty(other), b.Guilty(good))
		}
	}
}

func TestTheBookIsBounded(t *testing.T) {
	dir := t.TempDir()
	for n := range keep + 20 {
		open(t, dir).Begin(Line{1, uint64(n + 1)})
	}
	if b := open(t, dir); len(b.records) != keep || b.records[keep-1].Seq != keep+20 {
		t.Errorf("%d records are kept", len(b.records))
	}
}

func TestDamagedBook(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "suspects.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "delete the file") {
		t.Errorf("it says %v", err)
	}
}

func BenchmarkLine(b *testing.B) {
	book, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	for b.Loop() {
		book.Begin(Line{1, 2})
		book.End()
	}
}
