package session

import (
	"maps"
	"slices"
	"time"

	"mud/engine/journal"
	"mud/engine/object"
	"mud/engine/value"
)

// Lasting is the part of a session that is stored with the step that changes
// it, so that it is never behind the lines that were run (promise P1).
type Lasting struct {
	Rev     uint64              `json:"rev"` // counts the changes
	Account value.Ref           `json:"account,omitempty"`
	Puppet  value.Ref           `json:"puppet,omitempty"`
	Stack   []object.StackEntry `json:"stack"`
	Since   time.Time           `json:"since"`
}

// Saved is what outlives the Server of a session; the Portal keeps it. The
// session's ndb is not in it: a new Server begins without.
type Saved struct {
	Lasting
	Last    time.Time `json:"last"`
	Visible time.Time `json:"visible"`
	Total   int       `json:"total"`
	Chosen  []string  `json:"chosen,omitempty"` // flags that the player chose; their values are the Portal's
	Greeted bool      `json:"greeted"`          // the first screen has been shown
	Asked   bool      `json:"asked"`            // a command waits for what the player types
}

// same reports whether nothing but Rev differs.
func (l Lasting) same(o Lasting) bool {
	return l.Account == o.Account && l.Puppet == o.Puppet && l.Since.Equal(o.Since) && slices.Equal(l.Stack, o.Stack)
}

func id(o *object.Object) value.Ref {
	if o == nil {
		return 0
	}
	return o.ID()
}

// Save is the session as it is now. lasting reports that what must be stored
// is new since the last Save, changed that anything is.
func (s *Session) Save(asked bool) (now Saved, lasting, changed bool) {
	now = Saved{
		Lasting: Lasting{Rev: s.saved.Rev, Account: id(s.account), Puppet: id(s.puppet), Stack: s.stack, Since: s.since},
		Last:    s.last, Visible: s.visible, Total: s.total, Chosen: slices.Sorted(maps.Keys(s.chosen)), Greeted: s.greeted, Asked: asked,
	}
	different := !now.same(s.saved.Lasting)
	lasting = different && (s.account != nil || s.saved.Account != 0) // before login nothing was done that lasts
	changed = different || !now.Last.Equal(s.saved.Last) || now.Total != s.saved.Total || now.Greeted != s.saved.Greeted || now.Asked != s.saved.Asked ||
		!slices.Equal(now.Chosen, s.saved.Chosen)
	if lasting {
		now.Rev++
	}
	s.saved = now
	return now, lasting, changed
}

// Touched are the sessions that may have changed since the last call, in the
// order in which they were touched.
func (h *Handler) Touched() []*Session {
	out := h.touched
	h.touched = nil
	return out
}

func (h *Handler) note(s *Session) {
	if !slices.Contains(h.touched, s) {
		h.touched = append(h.touched, s)
	}
}

// The texts of a session whose account or puppet went while its Server was
// away.
const (
	textNoAccount = "Your account has been deleted."
	textNoPuppet  = "Your character is no more."
)

// Restore puts into a session that has just been connected what an earlier
// Server knew of it. No login hook runs and nothing is said, but where account
// or puppet are gone.
func (h *Handler) Restore(s *Session, old Saved) error {
	s.since, s.last, s.visible, s.total, s.greeted = old.Since, old.Last, old.Visible, old.Total, old.Greeted
	s.saved = old
	s.chosen = map[string]any{}
	for _, name := range old.Chosen {
		s.chosen[name] = s.flags[name]
	}
	s.SetStack(old.Stack)
	if old.Account == 0 {
		return nil
	}
	account := h.World.Get(old.Account)
	if account == nil || account.Kind() != object.Account {
		return h.Disconnect(s, textNoAccount)
	}
	journal.Set(h.journal, &s.account, account)
	h.join(account, s)
	if old.Puppet == 0 {
		return nil
	}
	obj := h.World.Get(old.Puppet)
	if obj == nil {
		h.Tell(s, textNoPuppet)
		return nil
	}
	if obj.Location() == nil {
		if err := h.call(obj, "at_pre_puppet", account, s); err != nil {
			return err
		}
	}
	journal.Set(h.journal, &s.puppet, obj)
	h.join(obj, s)
	obj.SetPlayedBy(account)
	return nil
}

// Greeted reports whether the session's first screen has been shown.
func (s *Session) Greeted() bool { return s.greeted }

// Greet notes that it has been.
func (s *Session) Greet() {
	journal.Set(s.journal(), &s.greeted, true)
	s.handler.note(s)
}

// Ran is the number of the last line that was run.
func (s *Session) Ran() uint64 { return s.ran }

// SetRan notes the number of a line that is run. It stays when the step fails:
// a line that failed has been run.
func (s *Session) SetRan(seq uint64) { s.ran = max(s.ran, seq) }
