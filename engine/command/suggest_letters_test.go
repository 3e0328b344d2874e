package command

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestLettersApart holds that the quick look at letters never says that two
// names are further apart than they are.
func TestLettersApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringMatching(`[a-eA-E@éÉжЖ]{1,8}`).Draw(t, "a")
		b := rapid.StringMatching(`[a-eA-E@éÉжЖ]{1,8}`).Draw(t, "b")
		if n, d := apart(lettersOf(a), lettersOf(b)), distance(strings.ToLower(a), strings.ToLower(b)); n > d {
			t.Fatalf("%q and %q are %d letters apart, but only %d must change", a, b, n, d)
		}
	})
}
