package value

import (
	"maps"
	"slices"
)

// Snapshot remembers the entries of t (not those of tables inside it) and
// returns a function that puts them back.
func (t *Table) Snapshot() (restore func()) {
	old := Table{
		list: slices.Clone(t.list), keys: slices.Clone(t.keys),
		index: maps.Clone(t.index), named: maps.Clone(t.named), dead: t.dead,
	}
	return func() { *t = old }
}
