// Package journal makes a step whole or nothing (promise P2): whoever changes
// the world records here how to undo it and what the store must be told.
//
// There is one Journal, owned by the game goroutine; it is empty between two
// steps. The changes themselves are made by engine/object and engine/session.
package journal

import (
	"maps"

	"mud/engine/store"
)

// Journal collects the undo functions and the pending writes of one step.
type Journal struct {
	undo  []func()
	saves []save
	index map[any]int // position in saves by key
	seen  map[any]bool

	// Most is how many changes a step may make, 0 for any number; Over is called
	// at each change beyond. It must not change the world.
	Most  int
	Over  func()
	bytes int // that were put into the world, see Weigh
}

type save struct {
	key    any
	change func() store.Change
}

// New returns an empty journal.
func New() *Journal {
	return &Journal{index: map[any]int{}, seen: map[any]bool{}}
}

// Undo records how to take back a change that was just made.
func (j *Journal) Undo(fn func()) {
	j.undo = append(j.undo, fn)
	j.bound()
}

// Weigh counts bytes that are put into the world: each KiB of all of them is
// one change.
func (j *Journal) Weigh(bytes int) {
	j.bytes += bytes
	j.bound()
}

func (j *Journal) bound() {
	if j.Most > 0 && len(j.undo)+j.bytes>>10 > j.Most {
		j.Over()
	}
}

// Once reports whether key is new in this step: a change of a big value
// records its old state only the first time.
func (j *Journal) Once(key any) bool {
	if j.seen[key] {
		return false
	}
	j.seen[key] = true
	return true
}

// Save asks for a write at the end of the step. The same key asks only once;
// change is called when the step is over, so that it sees the final state, and
// may return nil for "nothing to write any more".
func (j *Journal) Save(key any, change func() store.Change) {
	if at, ok := j.index[key]; ok {
		j.saves[at].change = change
		return
	}
	j.index[key] = len(j.saves)
	j.saves = append(j.saves, save{key, change})
}

// Changes returns the writes of the step in the order in which they were first
// asked for, and empties the journal.
func (j *Journal) Changes() []store.Change {
	var out []store.Change
	for _, s := range j.saves {
		if c := s.change(); c != nil {
			out = append(out, c)
		}
	}
	j.clear()
	return out
}

// Changed reports whether the step has asked for a write or recorded an undo.
func (j *Journal) Changed() bool { return len(j.saves) > 0 || len(j.undo) > 0 }

// Len is how many undos the step has recorded so far.
func (j *Journal) Len() int { return len(j.undo) }

// Rollback takes back all changes, the last first, and empties the journal.
func (j *Journal) Rollback() {
	for i := len(j.undo) - 1; i >= 0; i-- {
		j.undo[i]()
	}
	j.clear()
}

// Attempt runs a part of the step that may fail alone: then its own changes are
// taken back, those before it stay, and the step goes on. It returns fn's error.
func (j *Journal) Attempt(fn func() error) error {
	undo, saves, seen, bytes := len(j.undo), len(j.saves), j.seen, j.bytes
	j.seen = map[any]bool{} // so that the state at this point is recorded
	err := fn()
	if err == nil {
		maps.Copy(j.seen, seen)
		return nil
	}
	for i := len(j.undo) - 1; i >= undo; i-- {
		j.undo[i]()
	}
	for _, s := range j.saves[saves:] {
		delete(j.index, s.key)
	}
	clear(j.undo[undo:])
	clear(j.saves[saves:])
	j.undo, j.saves, j.seen, j.bytes = j.undo[:undo], j.saves[:saves], seen, bytes
	return err
}

func (j *Journal) clear() {
	clear(j.undo)
	j.undo = j.undo[:0]
	clear(j.saves)
	j.saves = j.saves[:0]
	clear(j.index)
	clear(j.seen)
	j.bytes = 0
}

// Set changes *field to v and records how to put the old value back.
func Set[T any](j *Journal, field *T, v T) {
	old := *field
	*field = v
	j.Undo(func() { *field = old })
}
