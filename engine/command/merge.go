package command

import (
	"cmp"
	"slices"
)

// Layer is a set as it takes part in a merge.
type Layer struct {
	*Set
	Obj any // what the set sits on, nil for a session, and for exits, which each have their own
	// Around says that the set is of a thing in reach: where it does not speak
	// of duplicates it keeps them, so that two red buttons give a choice (spec
	// 5.7).
	Around bool
}

// duplicates reports whether the layer keeps both of two same-named commands.
func (l Layer) duplicates() bool {
	if l.Duplicates == nil {
		return l.Around
	}
	return *l.Duplicates
}

// Merged is what a stack of sets comes to.
type Merged struct {
	Set
	errors []string
	table  *table
	bare   map[string][]int32 // commands by their names without optional prefix, made when needed
	all    []Bound            // made when needed
}

// Flag is what a merge of the layers says of one flag: the winner's if it is
// not nil, else the loser's (spec 5.5).
func Flag(layers []Layer, of func(*Set) *bool) bool {
	var best *Set
	for _, l := range layers {
		if l.Error == "" && of(l.Set) != nil && (best == nil || l.Priority >= best.Priority) {
			best = l.Set
		}
	}
	return best != nil && *of(best)
}

// Own is the system command of that key that a merge of the layers comes to, nil
// for none: they survive every merge, and only the same-named one of the winner
// replaces one (spec 5.6).
func Own(layers []Layer, key string) (def *Def) {
	priority := 0
	for _, l := range layers {
		if l.Error != "" || def != nil && l.Priority < priority {
			continue
		}
		for _, b := range l.Commands {
			if b.Def.Key == key {
				def, priority = b.Def, l.Priority
			}
		}
	}
	return def
}

// Merge merges layers in the order in which they were gathered: those of the
// same priority with one another first, then the groups from low to high. The
// later gathered wins ties (spec 5.8).
func Merge(layers []Layer) *Merged {
	m := &Merged{}
	ordered := make([]stacked, 0, len(layers))
	size := 0
	for _, l := range layers {
		if l.Error != "" {
			m.errors = append(m.errors, l.Error)
			continue
		}
		ordered = append(ordered, stacked{l, int32(size)})
		size += len(l.Set.Commands)
	}
	slices.SortStableFunc(ordered, func(a, b stacked) int { return cmp.Compare(a.Priority, b.Priority) })
	all := merging{table: newTable(size)}
	for start := 0; start < len(ordered); {
		end := start + 1
		for end < len(ordered) && ordered[end].Priority == ordered[start].Priority {
			end++
		}
		all.group(ordered[start:end])
		start = end
	}
	m.Set, m.table = all.head, all.table
	m.Set.Commands, m.Duplicates = nil, nil
	return m
}

// stacked is a layer with its place in the order of gathering.
type stacked struct {
	Layer
	seq int32 // the place of its first command among all
}

// commands are those of the layer, each with whose it is.
func (l stacked) commands() []Bound {
	list := l.Set.settled(l.duplicates())
	out := make([]Bound, len(list))
	for i, b := range list {
		if b.seq += l.seq; l.Obj != nil {
			b.Obj = l.Obj
		}
		out[i] = b
	}
	return out
}

// merging is how far a merge has come.
type merging struct {
	head  Set // of the last winner
	table *table
	begun bool
}

// group merges layers of one priority with one another, and what they come to
// over what is there.
func (m *merging) group(layers []stacked) {
	first := layers[0]
	if len(layers) == 1 {
		m.merge(first.Set, first.commands(), false)
		return
	}
	group := merging{table: newTable(2 * len(first.Set.Commands))}
	for _, l := range layers {
		group.merge(l.Set, l.commands(), l.duplicates())
	}
	m.merge(&group.head, group.table.live(), false)
}

// merge merges a winner over what is there: it wins by its priority, or because
// it came later. keepBoth: commands of the same name stay beside one another.
func (m *merging) merge(winner *Set, commands []Bound, keepBoth bool) {
	how := winner.Merge
	if special, ok := winner.mergeWith(&m.head); ok && m.begun {
		how = special
	}
	if !m.begun {
		how = Union // nothing is there that another type could change
	}
	low := m.table
	switch how {
	case Union:
		low.union(commands, keepBoth)
	case Intersect:
		m.table = low.intersected(commands, keepBoth)
	case Replace:
		m.table = low.replaced(commands)
	case Remove:
		low.remove(commands)
	}
	head := *winner
	if m.begun {
		head.NoExits = cmp.Or(winner.NoExits, m.head.NoExits)
		head.NoObjs = cmp.Or(winner.NoObjs, m.head.NoObjs)
		head.NoChannels = cmp.Or(winner.NoChannels, m.head.NoChannels)
	}
	m.head, m.begun = head, true
}

// mergeWith is how the set wants to be merged with that loser (spec 5.4).
func (s *Set) mergeWith(loser *Set) (MergeType, bool) {
	if how, ok := s.KeyMerges[loser.Key]; ok {
		return how, true
	}
	how, ok := s.KeyMerges[loser.Name]
	return how, ok && loser.Name != ""
}

// union puts commands over those that are there. System commands are never
// there twice (spec 5.6).
func (t *table) union(commands []Bound, keepBoth bool) {
	for _, b := range commands {
		if !keepBoth || isSystem(b) {
			t.drop(b.Def)
		}
	}
	for _, b := range commands {
		t.push(b)
	}
}

// remove takes out what commands name. System commands go their own way.
func (t *table) remove(commands []Bound) {
	for _, b := range commands {
		t.drop(b.Def)
	}
	for _, b := range commands {
		if isSystem(b) {
			t.push(b)
		}
	}
}

// replaced is commands alone, with the system commands that they do not have.
func (t *table) replaced(commands []Bound) *table {
	out := newTable(len(commands) + 8)
	for _, b := range commands {
		out.push(b)
	}
	for _, b := range t.list {
		if b.Def != nil && isSystem(b) && !out.has(b.Def) {
			out.push(b)
		}
	}
	return out
}

// intersected are those of commands that t has too; with keepBoth also t's.
func (t *table) intersected(commands []Bound, keepBoth bool) *table {
	both := slices.DeleteFunc(slices.Clone(commands), func(b Bound) bool { return !isSystem(b) && !t.has(b.Def) })
	if !keepBoth {
		return t.replaced(both)
	}
	names := newTable(len(commands))
	for _, b := range commands {
		names.push(b)
	}
	for _, b := range t.list {
		if b.Def != nil && !isSystem(b) && names.has(b.Def) {
			both = append(both, b)
		}
	}
	return t.replaced(both)
}

func isSystem(b Bound) bool { return System(b.Def.Key) }

// Commands are all commands, system commands included, in the order in which
// they were gathered.
func (m *Merged) Commands() []Bound {
	if m.all == nil {
		m.all = m.table.live()
	}
	return m.all
}

// Errors say which sets are missing, for who meets it.
func (m *Merged) Errors() []string { return m.errors }

// System finds a system command.
func (m *Merged) System(key string) (b Bound, ok bool) {
	m.table.each(key, func(at int32) { b, ok = m.table.list[at], true })
	return b, ok
}
