package command

import (
	"cmp"
	"slices"
)

// Merged is what a stack of sets comes to.
type Merged struct {
	Set
	errors []string
	index  index
}

// MergeAll merges sets in the order in which they were gathered: those of the
// same priority with one another first, then the groups from low to high. The
// later gathered wins ties (spec 5.8).
func MergeAll(sets []*Set) *Merged {
	m := &Merged{}
	ordered := make([]*Set, 0, len(sets))
	for _, s := range sets {
		if s.Error != "" {
			m.errors = append(m.errors, s.Error)
			continue
		}
		ordered = append(ordered, s)
	}
	slices.SortStableFunc(ordered, func(a, b *Set) int { return cmp.Compare(a.Priority, b.Priority) })
	var all *Set
	for start := 0; start < len(ordered); {
		end := start + 1
		group := copied(ordered[start])
		for ; end < len(ordered) && ordered[end].Priority == ordered[start].Priority; end++ {
			group = merge(group, copied(ordered[end]))
		}
		if all == nil {
			all = group
		} else {
			all = merge(all, group)
		}
		start = end
	}
	if all != nil {
		m.Set = *all
	}
	m.index = newIndex(m.Set.Commands)
	return m
}

// copied is a set whose list may be changed, with its own repeated names
// settled: the later one stays.
func copied(s *Set) *Set {
	out := *s
	out.Commands = slices.Clone(s.Commands)
	if out.Duplicates == nil || !*out.Duplicates {
		out.Commands = settled(s.Commands)
	}
	return &out
}

// merge merges low with high, which wins: by its priority, or because it came
// later.
func merge(low, high *Set) *Set {
	how := high.Merge
	if special, ok := high.KeyMerges[low.Key]; ok {
		how = special
	}
	out := *high
	keepBoth := high.Priority == low.Priority && high.Duplicates != nil && *high.Duplicates
	switch how {
	case Union:
		if keepBoth {
			out.Commands = append(slices.Clone(low.Commands), high.Commands...)
		} else {
			out.Commands = union(low.Commands, high.Commands)
		}
	case Intersect:
		out.Commands = intersect(low.Commands, high.Commands, keepBoth)
	case Replace:
		out.Commands = slices.Clone(high.Commands)
	case Remove:
		out.Commands = without(low.Commands, high.Commands)
	}
	out.Commands = withSystem(out.Commands, low.Commands, high.Commands)
	out.NoExits = passed(high.NoExits, low.NoExits)
	out.NoObjs = passed(high.NoObjs, low.NoObjs)
	out.NoChannels = passed(high.NoChannels, low.NoChannels)
	out.Duplicates = nil
	return &out
}

// passed is the winner's flag if it says anything, else the loser's (spec 5.5).
func passed(high, low *bool) *bool {
	if high != nil {
		return high
	}
	return low
}

// nameSet are the names of some commands.
func nameSet(list []Bound) map[string]bool {
	out := make(map[string]bool, 2*len(list))
	for _, b := range list {
		for _, n := range b.Def.names() {
			out[n] = true
		}
	}
	return out
}

func clashes(b Bound, names map[string]bool) bool {
	return slices.ContainsFunc(b.Def.names(), func(n string) bool { return names[n] })
}

// without are those of list that share no name with others.
func without(list, others []Bound) []Bound {
	names := nameSet(others)
	out := make([]Bound, 0, len(list))
	for _, b := range list {
		if !clashes(b, names) {
			out = append(out, b)
		}
	}
	return out
}

// union is low without what high names, then high. Same-named commands that
// high itself has were kept there on purpose, and stay.
func union(low, high []Bound) []Bound {
	return append(without(low, high), high...)
}

// settled drops commands that a later one of the same list replaces.
func settled(list []Bound) []Bound {
	seen := map[string]bool{}
	out := make([]Bound, 0, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		if clashes(list[i], seen) {
			continue
		}
		for _, n := range list[i].Def.names() {
			seen[n] = true
		}
		out = append(out, list[i])
	}
	slices.Reverse(out)
	return out
}

// intersect are high's commands that low has too; with keepBoth also low's.
func intersect(low, high []Bound, keepBoth bool) []Bound {
	var out []Bound
	if keepBoth {
		names := nameSet(high)
		for _, b := range low {
			if clashes(b, names) {
				out = append(out, b)
			}
		}
	}
	names := nameSet(low)
	for _, b := range high {
		if clashes(b, names) {
			out = append(out, b)
		}
	}
	return out
}

// withSystem is what a merge comes to with the system commands of both sets:
// only one of the same name, from the winner, replaces one (spec 5.6).
func withSystem(merged, low, high []Bound) []Bound {
	all := append(slices.Clone(low), high...)
	all = slices.DeleteFunc(all, func(b Bound) bool { return !isSystem(b) })
	return append(slices.DeleteFunc(merged, isSystem), settled(all)...)
}

func isSystem(b Bound) bool { return System(b.Def.Key) }

// Commands are all commands, system commands included.
func (m *Merged) Commands() []Bound { return m.Set.Commands }

// Errors say which sets are missing, for who meets it.
func (m *Merged) Errors() []string { return m.errors }

// System finds a system command.
func (m *Merged) System(key string) (Bound, bool) {
	for _, b := range m.Set.Commands {
		if b.Def.Key == key {
			return b, true
		}
	}
	return Bound{}, false
}
