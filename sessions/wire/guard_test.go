package wire_test

import (
	"testing"

	"mud/engine/guard"
	"mud/sessions/wire"
)

// TestGuardedRunes holds that both halves mean the same by a guarded
// character: the two packages do not know one another.
func TestGuardedRunes(t *testing.T) {
	for c, r := range map[rune]rune{'|': wire.GuardedBar, '{': wire.GuardedBrace, '$': wire.GuardedDollar} {
		if got := []rune(guard.Text(string(c))); len(got) != 1 || got[0] != r {
			t.Errorf("%q is guarded as %q by the engine and as %q on the wire", c, got, r)
		}
	}
}
