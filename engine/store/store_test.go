package store_test

import (
	"strings"
	"testing"

	"mud/engine/store"
)

func TestParseDurability(t *testing.T) {
	for _, text := range []string{"process", "power"} {
		if got, err := store.ParseDurability(text); string(got) != text || err != nil {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "Power", "forever"} {
		if got, err := store.ParseDurability(text); err == nil || !strings.Contains(err.Error(), `write "process" or "power"`) {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
	}
}
