package portal

import (
	"os"
	"path/filepath"
	"testing"
)

// No number is given out twice in the life of a data folder, whether the
// Portal ended in order or was killed (row 1 of the users' pains).
func TestNumbersAreNeverUsedTwice(t *testing.T) {
	dir := t.TempDir()
	highest := int64(0)
	for range 4 {
		x, err := openIDs(dir, 1) // the one before is simply gone, as after kill -9
		must(t, err)
		for range idBlock + 10 {
			id, err := x.next()
			must(t, err)
			if id <= highest {
				t.Fatalf("%d was given out after %d", id, highest)
			}
			highest = id
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".sessid-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("files were left behind: %v (%v)", left, err)
	}
}

func TestDamagedNumberFile(t *testing.T) {
	for _, text := range []string{"", "pineapple", "12 34", "\x00\x00"} {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, "sessid"), []byte(text), 0o600))
		if _, err := openIDs(dir, 1); err == nil {
			t.Errorf("%q was taken for a number", text)
		}
	}
}

// Without a disk that takes the number nobody is let in, rather than under a
// number that might come back.
func TestNoNumberWithoutDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	must(t, os.Mkdir(dir, 0o700))
	x, err := openIDs(dir, 1)
	must(t, err)
	must(t, os.RemoveAll(dir))
	if id, err := x.next(); err == nil {
		t.Errorf("%d was given out", id)
	}
}
