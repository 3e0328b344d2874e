package session

import (
	"cmp"
	"log/slog"
	"maps"
	"slices"
	"time"

	"mud/engine/hook"
	"mud/engine/journal"
	"mud/engine/object"
	"mud/engine/outbox"
)

// Deps are what a Handler works with.
type Deps struct {
	World   *object.World
	Journal *journal.Journal
	Box     *outbox.Box
	Hooks   hook.Caller
	Rules   Rules
	Levels  Levels
	Now     func() time.Time // the time of the running step
	Log     *slog.Logger
	Ended   func(s *Session) // called when a session has ended
	// Attempt runs what may fail without ending the step, and notes the fault:
	// the hooks of a builder's session class must not lock anybody out.
	Attempt func(what string, fn func() error) error
	// Typeclass is the typeclass of sessions by its full name; Known tells
	// whether the live scripts have one of a name.
	Typeclass string
	Known     func(typeclass string) bool
}

// Levels are the command sets of the [cmdsets] settings by their full names.
type Levels struct {
	Unloggedin, Session, Account, Character string
}

// Handler is all sessions: the only list of them there is. What belongs to an
// account or a puppet is found through it.
type Handler struct {
	Deps
	journal *journal.Journal
	all     map[int64]*Session
	of      map[*object.Object][]*Session // sessions by account and by puppet, each ordered by number
	marks   uint64
	touched []*Session    // see Touched
	inOut   bool          // a hook at_data_out is running
	faults  map[fault]int // of session classes since the last reload
}

// NewHandler returns a handler without sessions.
func NewHandler(d Deps) *Handler {
	d.Typeclass = cmp.Or(d.Typeclass, Default)
	return &Handler{Deps: d, journal: d.Journal, all: map[int64]*Session{}, of: map[*object.Object][]*Session{}, faults: map[fault]int{}}
}

// Get returns the session with that number, nil if there is none.
func (h *Handler) Get(sessid int64) *Session { return h.all[sessid] }

// All returns the sessions by number; with unloggedin false only those that
// have an account.
func (h *Handler) All(unloggedin bool) []*Session {
	return h.filter(func(s *Session) bool { return unloggedin || s.account != nil })
}

// ByAccount returns the account's sessions by number.
func (h *Handler) ByAccount(account *object.Object) []*Session { return h.of[account] }

// ByPuppet returns the sessions that play obj, by number.
func (h *Handler) ByPuppet(obj *object.Object) []*Session { return h.of[obj] }

// Of returns the sessions that see what is said to the entity: those of an
// account, or those that puppet an object. The slice must not be changed.
func (h *Handler) Of(o *object.Object) []*Session { return h.of[o] }

// Accounts are those that are online, in the order of their oldest session.
func (h *Handler) Accounts() []*object.Object {
	var out []*object.Object
	for _, s := range h.All(false) {
		if h.of[s.account][0] == s {
			out = append(out, s.account)
		}
	}
	return out
}

// join puts s among the sessions of an account or a puppet.
func (h *Handler) join(o *object.Object, s *Session) {
	list := append(slices.Clone(h.of[o]), s)
	slices.SortFunc(list, func(a, b *Session) int { return cmp.Compare(a.sessid, b.sessid) })
	h.setOf(o, list)
}

// part takes s from the sessions of an account or a puppet.
func (h *Handler) part(o *object.Object, s *Session) {
	h.setOf(o, slices.DeleteFunc(slices.Clone(h.of[o]), func(x *Session) bool { return x == s }))
}

func (h *Handler) setOf(o *object.Object, list []*Session) {
	old := h.of[o]
	put := func(list []*Session) {
		if len(list) == 0 {
			delete(h.of, o)
			return
		}
		h.of[o] = list
	}
	put(list)
	h.journal.Undo(func() { put(old) })
}

func (h *Handler) filter(keep func(*Session) bool) []*Session {
	var out []*Session
	for _, s := range h.all {
		if keep(s) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Session) int { return cmp.Compare(a.sessid, b.sessid) })
	return out
}

// Connect makes the face of a new connection, with the unloggedin set only.
func (h *Handler) Connect(sessid int64, address, protocol string, flags map[string]any, since time.Time) *Session {
	s := &Session{
		handler: h, sessid: sessid, address: address, protocol: protocol,
		flags: DefaultFlags(), since: since, last: since, visible: since,
	}
	maps.Copy(s.flags, flags)
	s.stack = []object.StackEntry{{Key: h.Levels.Unloggedin, Default: true}}
	h.all[sessid] = s
	h.note(s)
	s.journal().Undo(func() { delete(h.all, sessid) })
	return s
}

// SetFlags takes over protocol flags that the Portal reports.
func (h *Handler) SetFlags(s *Session, changes map[string]any) {
	flags := maps.Clone(s.flags)
	maps.Copy(flags, changes)
	journal.Set(h.journal, &s.flags, flags)
}

// ChooseFlags sets protocol flags for the player and tells the Portal.
func (h *Handler) ChooseFlags(s *Session, changes map[string]any) {
	h.SetFlags(s, changes)
	chosen := maps.Clone(s.chosen)
	if chosen == nil {
		chosen = map[string]any{}
	}
	maps.Copy(chosen, changes)
	journal.Set(h.journal, &s.chosen, chosen)
	h.note(s)
	out := h.Box.For(s.sessid)
	if out.Flags == nil {
		out.Flags = map[string]any{}
	}
	maps.Copy(out.Flags, changes)
}

// Send says something to one session, after its hook at_data_out has seen the
// text and perhaps changed it; an ended one hears nothing.
func (h *Handler) Send(s *Session, p outbox.Part) {
	if s.gone {
		return
	}
	if p.Text != "" && !h.inOut {
		h.inOut = true
		if out, ok := h.Hook(s, "at_data_out", p.Text).(string); ok {
			p.Text = out
		}
		h.inOut = false
	}
	h.Box.Add(s.sessid, p)
}

// Tell says a plain line to one session.
func (h *Handler) Tell(s *Session, text string) {
	h.Send(s, outbox.Part{Kind: outbox.Text, Text: text})
}
