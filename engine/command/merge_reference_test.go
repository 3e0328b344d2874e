package command_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mud/engine/command"
)

// What follows is the merge as spec 5.1 to 5.8 says it, as plainly as can be:
// sets of commands are lists, and every question walks through them. It shares
// nothing with the merge that is tested.

// plainSet is a set, or what sets came to.
type plainSet struct {
	head     command.Set
	keeps    bool // duplicates
	commands []command.Bound
}

// sameCommand: any name of one is a name of the other (5.3).
func sameCommand(a, b command.Bound) bool {
	for _, x := range append([]string{a.Def.Key}, a.Def.Aliases...) {
		for _, y := range append([]string{b.Def.Key}, b.Def.Aliases...) {
			if strings.EqualFold(x, y) {
				return true
			}
		}
	}
	return false
}

func isIn(list []command.Bound, b command.Bound) bool {
	return slices.ContainsFunc(list, func(x command.Bound) bool { return sameCommand(x, b) })
}

func systemCommand(b command.Bound) bool { return strings.HasPrefix(b.Def.Key, "__") }

// only are those of list for which keep is true.
func only(list []command.Bound, keep func(command.Bound) bool) []command.Bound {
	var out []command.Bound
	for _, b := range list {
		if keep(b) {
			out = append(out, b)
		}
	}
	return out
}

// plain is a layer before any merge: of commands with the same name within one
// set the last stays, unless it keeps duplicates.
func plain(l command.Layer) plainSet {
	p := plainSet{head: *l.Set, keeps: l.Around}
	if l.Duplicates != nil {
		p.keeps = *l.Duplicates
	}
	for i := len(l.Set.Commands) - 1; i >= 0; i-- {
		b := l.Set.Commands[i]
		b.Obj = l.Obj
		if (p.keeps && !systemCommand(b)) || !isIn(p.commands, b) {
			p.commands = append([]command.Bound{b}, p.commands...)
		}
	}
	return p
}

// plainMerge merges low with high, which wins (5.2, 5.4, 5.5, 5.6).
func plainMerge(low, high plainSet) plainSet {
	how := high.head.Merge
	if special, ok := high.head.KeyMerges[low.head.Key]; ok {
		how = special
	}
	both := high.keeps && high.head.Priority == low.head.Priority
	ordinary := func(list []command.Bound) []command.Bound {
		return only(list, func(b command.Bound) bool { return !systemCommand(b) })
	}
	lows, highs := ordinary(low.commands), ordinary(high.commands)
	var out []command.Bound
	switch how {
	case command.Union:
		out = append(only(lows, func(b command.Bound) bool { return both || !isIn(highs, b) }), highs...)
	case command.Intersect:
		out = append(only(lows, func(b command.Bound) bool { return both && isIn(highs, b) }), only(highs, func(b command.Bound) bool { return isIn(lows, b) })...)
	case command.Replace:
		out = highs
	case command.Remove:
		out = only(lows, func(b command.Bound) bool { return !isIn(highs, b) })
	}
	out = append(out, only(high.commands, systemCommand)...)
	out = append(out, only(low.commands, func(b command.Bound) bool { return systemCommand(b) && !isIn(high.commands, b) })...)
	merged := plainSet{head: high.head, commands: out}
	for _, flag := range flags {
		if *flag(&high.head) == nil {
			*flag(&merged.head) = *flag(&low.head)
		}
	}
	return merged
}

var flags = []func(*command.Set) **bool{
	func(s *command.Set) **bool { return &s.NoExits }, func(s *command.Set) **bool { return &s.NoObjs },
	func(s *command.Set) **bool { return &s.NoChannels },
}

// plainMergeAll merges those of the same priority first, then the groups (5.8).
func plainMergeAll(layers []command.Layer) plainSet {
	var groups []plainSet
	for _, priority := range []int{-20, -10, 0, 1, 101} {
		begun := false
		for _, l := range layers {
			switch {
			case l.Priority != priority || l.Error != "":
			case !begun:
				groups, begun = append(groups, plain(l)), true
			default:
				groups[len(groups)-1] = plainMerge(groups[len(groups)-1], plain(l))
			}
		}
		if begun {
			groups[len(groups)-1].keeps = false // duplicates never pass on
		}
	}
	if len(groups) == 0 {
		return plainSet{}
	}
	all := groups[0]
	for _, g := range groups[1:] {
		all = plainMerge(all, g)
	}
	return all
}

// stackOf draws a stack of layers.
func stackOf(r *rand.Rand) []command.Layer {
	names := []string{"look|l", "l", "get|take", "take|steal", "say", "Say|'", "press", "press|push", "@open", "open", "__nomatch", "__noinput"}
	tri := func() *bool { return flag([]string{"n", "n", "t", "f"}[r.IntN(4)]) }
	how := func() command.MergeType {
		return []command.MergeType{union, union, union, intersect, replace, remove}[r.IntN(6)]
	}
	layers := make([]command.Layer, r.IntN(7))
	for i := range layers {
		commands := make([]string, r.IntN(6))
		for j := range commands {
			commands[j] = names[r.IntN(len(names))]
		}
		s := set(fmt.Sprint(r.IntN(4)), []int{-20, -10, 0, 0, 0, 1, 101}[r.IntN(7)], how(), commands...)
		s.Duplicates, s.NoExits, s.NoObjs, s.NoChannels = tri(), tri(), tri(), tri()
		if r.IntN(4) == 0 {
			s.KeyMerges = map[string]command.MergeType{fmt.Sprint(r.IntN(4)): how(), "x": how()}
		}
		if r.IntN(20) == 0 {
			s.Error = "missing"
		}
		layers[i] = command.Layer{Set: s, Obj: i, Around: r.IntN(3) == 0}
	}
	return layers
}

// told is a merge as text, to be compared and read.
func told(head *command.Set, commands []command.Bound) string {
	var list []string
	for _, b := range commands {
		list = append(list, fmt.Sprintf("%s@%v", strings.Join(append([]string{b.Def.Key}, b.Def.Aliases...), "|"), b.Obj))
	}
	slices.Sort(list)
	text := fmt.Sprintf("key %q priority %d", head.Key, head.Priority)
	for _, f := range flags {
		text += " " + flagName(*f(head))
	}
	return text + ": " + strings.Join(list, " ")
}

// alike reports whether two merges are the same but for the order of commands.
func alike(got *command.Merged, want plainSet) bool {
	rest := slices.Clone(want.commands)
	for _, b := range got.Commands() {
		at := slices.IndexFunc(rest, func(x command.Bound) bool { return x.Def == b.Def && x.Obj == b.Obj })
		if at < 0 {
			return false
		}
		rest = slices.Delete(rest, at, at+1)
	}
	for _, f := range flags {
		if *f(&got.Set) != *f(&want.head) {
			return false
		}
	}
	return len(rest) == 0 && got.Key == want.head.Key && got.Priority == want.head.Priority
}

// TestMergeAgainstReference merges 100,000 random stacks both ways.
func TestMergeAgainstReference(t *testing.T) {
	for seed := range uint64(100_000) {
		layers := stackOf(rand.New(rand.NewPCG(seed, 4)))
		want := plainMergeAll(layers)
		got := command.Merge(layers)
		if !alike(got, want) {
			for i, l := range layers {
				t.Logf("%d: around %v duplicates %s merge %d %v error %q: %s", i, l.Around, flagName(l.Duplicates), l.Merge, l.KeyMerges, l.Error, told(l.Set, l.Set.Commands))
			}
			t.Fatalf("seed %d:\n got %s\nwant %s", seed, told(&got.Set, got.Commands()), told(&want.head, want.commands))
		}
		for i, f := range flags {
			if v := *f(&want.head); command.Flag(layers, func(s *command.Set) *bool { return *f(s) }) != (v != nil && *v) {
				t.Fatalf("seed %d: flag %d alone is not that of the merge", seed, i)
			}
		}
	}
}
