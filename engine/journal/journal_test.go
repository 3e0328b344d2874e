package journal

import (
	"errors"
	"testing"
)

// TestWeight: bytes count together, each KiB of them as a change, and those of a
// part that was taken back count no more.
func TestWeight(t *testing.T) {
	over := 0
	j := New()
	j.Most, j.Over = 10, func() { over++ }
	for range 20 {
		j.Weigh(512)
	}
	if over != 0 {
		t.Error("20 times half a KiB are over 10 changes")
	}
	err := j.Attempt(func() error {
		j.Weigh(100 << 10)
		return errors.New("refused")
	})
	if err == nil || over != 1 {
		t.Errorf("100 KiB are over 10 changes %d times: %v", over, err)
	}
	if j.Weigh(512); over != 1 {
		t.Error("what was taken back still counts")
	}
	if j.Weigh(1 << 10); over != 2 {
		t.Error("11 KiB are not over 10 changes")
	}
	j.Rollback()
	if j.Weigh(10 << 10); over != 2 {
		t.Error("what the step before put in still counts")
	}
}
