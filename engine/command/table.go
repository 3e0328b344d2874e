package command

import (
	"slices"
	"unicode/utf8"
)

// table is a list of commands that finds them by their names. One that is
// dropped stays in the list without its Def, so that places do not change.
type table struct {
	list    []Bound
	heads   map[string]int32 // the last entry of a name in lower case
	entries []entry
	longest int // letters of the longest name
}

// entry is one name of a command; entries of the same name are a chain.
type entry struct {
	at   int32 // the command's place in the list
	next int32 // the entry before it, -1 for none
}

func newTable(size int) *table {
	return &table{list: make([]Bound, 0, size), heads: make(map[string]int32, 2*size), entries: make([]entry, 0, 2*size)}
}

// push adds a command.
func (t *table) push(b Bound) {
	at := int32(len(t.list))
	t.list = append(t.list, b)
	for _, name := range b.Def.names() {
		next, ok := t.heads[name]
		if !ok {
			next = -1
			t.longest = max(t.longest, utf8.RuneCountInString(name))
		}
		t.heads[name] = int32(len(t.entries))
		t.entries = append(t.entries, entry{at, next})
	}
}

// each calls fn with the place of every command of that name.
func (t *table) each(name string, fn func(at int32)) {
	e, ok := t.heads[name]
	if !ok {
		return
	}
	for ; e >= 0; e = t.entries[e].next {
		if at := t.entries[e].at; t.list[at].Def != nil {
			fn(at)
		}
	}
}

// has reports whether a command shares a name with d.
func (t *table) has(d *Def) (found bool) {
	for _, name := range d.names() {
		t.each(name, func(int32) { found = true })
	}
	return found
}

// drop takes out the commands that share a name with d.
func (t *table) drop(d *Def) {
	for _, name := range d.names() {
		t.each(name, func(at int32) { t.list[at].Def = nil })
	}
}

// live are the commands that were not dropped, in the order in which they were
// gathered.
func (t *table) live() []Bound {
	out := make([]Bound, 0, len(t.list))
	for _, b := range t.list {
		if b.Def != nil {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, gathered)
	return out
}

// gathered orders commands as they were gathered.
func gathered(a, b Bound) int { return int(a.seq) - int(b.seq) }
