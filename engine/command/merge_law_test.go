package command_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mud/engine/command"
)

// anySet draws a set of a few commands out of few names, so that they clash.
func anySet(t *rapid.T, key string) *command.Set {
	names := []string{"look", "l", "get|take", "take|steal", "say", "__nomatch", "__noinput"}
	s := set(key, rapid.IntRange(-1, 1).Draw(t, "priority"), command.MergeType(rapid.IntRange(0, 3).Draw(t, "merge")),
		rapid.SliceOfN(rapid.SampledFrom(names), 0, 5).Draw(t, "commands")...)
	s.Duplicates = flag(rapid.SampledFrom([]string{"n", "t", "f"}).Draw(t, "duplicates"))
	if rapid.Bool().Draw(t, "has key_merges") {
		s.KeyMerges = map[string]command.MergeType{"0": command.MergeType(rapid.IntRange(0, 3).Draw(t, "key merge"))}
	}
	return s
}

func anySets(t *rapid.T) []*command.Set {
	sets := make([]*command.Set, rapid.IntRange(0, 5).Draw(t, "sets"))
	for i := range sets {
		sets[i] = anySet(t, fmt.Sprint(i))
	}
	return sets
}

// TestMergeLaws holds for whatever is merged.
func TestMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sets := anySets(t)
		mergeAll(sets) // what a set works out for itself is worked out
		before := make([]command.Set, len(sets))
		for i, s := range sets {
			before[i] = *s
			before[i].Commands = slices.Clone(s.Commands)
		}
		m := mergeAll(sets)
		for i, s := range sets {
			if !reflect.DeepEqual(before[i], *s) {
				t.Fatalf("set %d was changed: sets are shared", i)
			}
		}
		if again := shown(mergeAll(sets)); again != shown(m) {
			t.Fatalf("the same sets give %q, then %q", shown(m), again)
		}
		systemLaw(t, sets, m)
		sameLaw(t, sets, m)
	})
}

// systemLaw: every system command survives, once (spec 5.6). A lone set with
// duplicates keeps what it has.
func systemLaw(t *rapid.T, sets []*command.Set, m *command.Merged) {
	count := map[string]int{}
	for _, b := range m.Commands() {
		count[b.Def.Key]++
	}
	for _, s := range sets {
		for _, b := range s.Commands {
			n := count[b.Def.Key]
			if command.System(b.Def.Key) && (n == 0 || n > 1 && len(sets) > 1) {
				t.Fatalf("%s of set %s is there %d times in %q", b.Def.Key, s.Key, n, shown(m))
			}
		}
	}
}

// sameLaw: without duplicates no two commands share a name (spec 5.3).
func sameLaw(t *rapid.T, sets []*command.Set, m *command.Merged) {
	if slices.ContainsFunc(sets, func(s *command.Set) bool { return s.Duplicates != nil && *s.Duplicates }) {
		return
	}
	list := m.Commands()
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.Same(b.Def) {
				t.Fatalf("%s and %s share a name in %q", a.Name, b.Name, shown(m))
			}
		}
	}
}
