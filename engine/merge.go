package engine

import (
	"maps"
	"slices"

	"mud/engine/access"
	"mud/engine/command"
	"mud/engine/object"
	"mud/engine/session"
)

// merge is a merged stack with what it was made from, so that it is made anew
// only when one of its parts changes.
type merge struct {
	marks  []uint64
	calls  []answer // locks of the type "call", which may depend on anything
	hooked []any    // who has the hook at_cmdset_get
	merged *command.Merged
}

// mergeCache keeps merges.
type mergeCache struct {
	kept    map[actor]*merge
	room    []uint64                    // for marksOf
	warned  map[*session.Session]string // which missing sets a session was told of
	missing map[string]int              // the generation in which the log was told of a missing set
}

func newMergeCache() mergeCache {
	return mergeCache{kept: map[actor]*merge{}, warned: map[*session.Session]string{}, missing: map[string]int{}}
}

// forget drops what is kept for a session that has ended.
func (c mergeCache) forget(s *session.Session) {
	maps.DeleteFunc(c.kept, func(a actor, _ *merge) bool { return a.session == s })
	delete(c.warned, s)
}

// answer is what a thing's lock "call" said.
type answer struct {
	obj  *object.Object
	pass bool
}

// actor is whose commands are merged: a session with who acts in it, or an
// entity alone.
type actor struct {
	session *session.Session
	caller  *object.Object
}

func (a actor) account() *object.Object { return accountOf(a.session, a.caller) }
func (a actor) body() *object.Object    { return bodyOf(a.caller) }

// maxBodies bounds the merges that are kept for entities that act alone.
const maxBodies = 1000

// Commands returns the merged command sets of a session and of who acts, in
// the order of spec 5.7: the session's stack, the account's, the puppet's, then
// what is around the puppet. s may be nil, for a timer or a forced command; then
// the account is the caller itself, or the one that plays it. caller is nil
// before login.
func (e *Engine) Commands(s *session.Session, caller *object.Object) *command.Merged {
	a := actor{s, caller}
	m := e.merges.kept[a]
	if m == nil || !e.fresh(a, m) {
		m = e.merge(a)
	}
	if len(m.hooked) > 0 && !e.getting(a, m) {
		m = e.merge(a)
	}
	if s == nil && len(e.merges.kept) > maxBodies {
		clear(e.merges.kept)
	}
	if e.scripts == e.live { // what is kept must not keep an old generation
		e.merges.kept[a] = m
	}
	return m.merged
}

// fresh reports whether nothing has changed that a merge was made from.
func (e *Engine) fresh(a actor, m *merge) bool {
	e.merges.room = e.marksOf(a, e.merges.room[:0])
	if !slices.Equal(m.marks, e.merges.room) {
		return false
	}
	for _, c := range m.calls {
		if e.mayCall(a, c.obj) != c.pass {
			return false
		}
	}
	return true
}

// marksOf appends a mark of each part that a merge depends on.
func (e *Engine) marksOf(a actor, to []uint64) []uint64 {
	to = append(to, uint64(e.scripts.Number()), e.World.ChannelMark())
	if a.session != nil {
		to = append(to, a.session.StackMark())
	}
	if acc := a.account(); acc != nil {
		to = append(to, uint64(acc.ID()), acc.StackMark())
	}
	body := a.body()
	if body == nil {
		return to
	}
	to = append(to, body.StackMark(), body.PlaceMark())
	if room := body.Location(); room != nil {
		to = append(to, uint64(room.ID()), room.StackMark(), room.PlaceMark())
	}
	return to
}

// merge gathers and merges.
func (e *Engine) merge(a actor) *merge {
	m := &merge{marks: e.marksOf(a, nil)}
	layers := e.own(a, m)
	var exits []*object.Object
	if a.body() != nil && !command.Flag(layers, func(s *command.Set) *bool { return s.NoObjs }) {
		layers, exits = e.around(a, m, layers)
	}
	more := layers // what has no flags of its own
	if channels := e.channelSet(a.session, a.caller, layers); channels != nil && !command.Flag(layers, func(s *command.Set) *bool { return s.NoChannels }) {
		more = append(more, command.Layer{Set: channels})
	}
	if len(exits) > 0 && !command.Flag(layers, func(s *command.Set) *bool { return s.NoExits }) {
		more = append(more, command.Layer{Set: e.exitSet(exits, layers)})
	}
	m.merged = command.Merge(more)
	return m
}

// around adds the layers of what is in reach: what lies in the same place, what
// is carried, and the place itself; each only if its lock "call" lets it.
func (e *Engine) around(a actor, m *merge, layers []command.Layer) ([]command.Layer, []*object.Object) {
	var exits []*object.Object
	add := func(o *object.Object) {
		e.noteHook(m, o)
		stack := e.stackOver(o, "")
		if len(stack) == 0 && o.Destination() == nil {
			return
		}
		pass := e.mayCall(a, o)
		if e.callVaries(o) {
			m.calls = append(m.calls, answer{o, pass})
		}
		if !pass {
			return
		}
		if o.Destination() != nil {
			exits = append(exits, o)
		}
		for _, set := range e.sets(stack, "") {
			layers = append(layers, command.Layer{Set: set, Obj: o, Around: true})
		}
	}
	body := a.body()
	room := body.Location()
	if room != nil {
		for _, o := range room.Contents() {
			if o != body {
				add(o)
			}
		}
	}
	for _, o := range body.Contents() {
		add(o)
	}
	if room != nil {
		add(room)
	}
	return layers, exits
}

// exitPriority lets exits win over the ordinary sets (spec 5.13).
const exitPriority = 101

// exitSet has one command for each exit, named like it: the layers' own for
// exits, else core's.
func (e *Engine) exitSet(exits []*object.Object, layers []command.Layer) *command.Set {
	yes := true
	set := &command.Set{Key: "exits", Priority: exitPriority, Duplicates: &yes}
	proto := command.Own(layers, "__exit")
	if proto == nil {
		proto = e.scripts.Exit()
	}
	for _, x := range exits {
		def := proto.Named(x.Key(), x.Aliases())
		def.IsExit = true
		set.Commands = append(set.Commands, command.Bound{Def: def, Obj: x, Source: set})
	}
	return set
}

// getting calls the hooks at_cmdset_get, which may change what their owners
// give, and reports whether the merge is fresh after them.
func (e *Engine) getting(a actor, m *merge) bool {
	var who any = a.session
	if a.caller != nil {
		who = a.caller
	}
	for _, target := range m.hooked {
		e.attempt("hook "+hookCmdsetGet, func() error {
			_, err := e.scripts.Call(target, hookCmdsetGet, who)
			return err
		})
	}
	return e.fresh(a, m)
}

// hookCmdsetGet is called on everything that gives commands, before a line
// looks for its command.
const hookCmdsetGet = "at_cmdset_get"

func (e *Engine) noteHook(m *merge, target any) {
	if e.scripts.Has(target, hookCmdsetGet) {
		m.hooked = append(m.hooked, target)
	}
}

// mayCall judges the lock "call", which says whether a thing's commands are
// there at all: superusers are no exception. What is played by somebody keeps
// its commands to itself unless its lock says otherwise.
func (e *Engine) mayCall(a actor, o *object.Object) bool {
	return e.Access.CheckNoBypass(whoOf(a.session, a.caller), o, "call", o.PlayedBy() == nil)
}

// callVaries reports whether the answer of mayCall may change by itself.
func (e *Engine) callVaries(o *object.Object) bool {
	set := o.Locks()
	if set == nil || !set.Has("call") {
		set = e.typeLocks(o.Typeclass())
	}
	return set != nil && set.Varies("call")
}

// whoOf is who acts: a session with a body, or the caller alone. Locks are
// judged by the session that typed, whatever other sessions of the account do.
func whoOf(s *session.Session, caller *object.Object) access.Who {
	if s == nil {
		return access.Of(caller)
	}
	return access.Who{Body: bodyOf(caller), Account: s.Account()}
}
