package engine

import (
	"slices"

	"mud/engine/access"
	"mud/engine/command"
	"mud/engine/object"
	"mud/engine/session"
)

// merge is a merged stack with what it was made from, so that it is made anew
// only when one of its parts changes.
type merge struct {
	key    []uint64
	merged *command.Merged
}

// provider is one whose own stack of command sets counts.
type provider struct {
	obj   *object.Object
	stack []object.StackEntry
	level string // the default set below the stack, "" for none
}

// Commands returns the merged command sets of a session and of who acts, in
// the order of spec 5.7: the session's stack, the account's, the puppet's, then
// what is around the puppet. s may be nil, for a timer or a forced command; then
// the account is the caller itself, or the one that plays it. caller is nil
// before login.
func (e *Engine) Commands(s *session.Session, caller *object.Object) *command.Merged {
	account, body := accountOf(s, caller), bodyOf(caller)
	key := e.mergeKey(s, account, body)
	if m := e.merges[s]; s != nil && m != nil && slices.Equal(m.key, key) {
		return m.merged
	}
	merged := e.mergeAll(s, account, body)
	if s != nil && e.scripts == e.live { // what is kept must not keep an old generation
		e.merges[s] = &merge{key, merged}
	}
	return merged
}

// mergeKey holds a mark of each part that a merge depends on. Locks of the
// type "call" may depend on anything, so that their answers are parts as well.
func (e *Engine) mergeKey(s *session.Session, account, body *object.Object) []uint64 {
	key := []uint64{uint64(e.scripts.Number()), e.World.ChannelMark()}
	if s != nil {
		key = append(key, s.StackMark())
	}
	if account != nil {
		key = append(key, uint64(account.ID()), account.StackMark())
	}
	if body == nil {
		return key
	}
	key = append(key, uint64(body.ID()), body.StackMark(), body.PlaceMark())
	if room := body.Location(); room != nil {
		key = append(key, uint64(room.ID()), room.StackMark(), room.PlaceMark())
	}
	for _, o := range e.around(body) {
		if o.Locks() != nil && o.Locks().Has("call") && e.mayCall(s, body, o) {
			key = append(key, uint64(o.ID()))
		}
	}
	return key
}

func (e *Engine) mergeAll(s *session.Session, account, body *object.Object) *command.Merged {
	var sets []*command.Set
	for _, p := range e.providers(s, account, body) {
		sets = append(sets, e.setsOf(p)...)
	}
	base := command.MergeAll(sets)
	if channels := e.channelSet(s, body); channels != nil && !isTrue(base.NoChannels) {
		sets = append(sets, channels)
	}
	if body == nil || isTrue(base.NoObjs) {
		return command.MergeAll(sets)
	}
	var exits []*object.Object
	for _, o := range e.around(body) {
		if !e.mayCall(s, body, o) {
			continue
		}
		if o.Destination() != nil {
			exits = append(exits, o)
		}
		for _, set := range e.setsOf(e.provider(o, "")) {
			sets = append(sets, withDuplicates(set))
		}
	}
	if len(exits) > 0 && !isTrue(base.NoExits) {
		sets = append(sets, e.exitSet(exits))
	}
	return command.MergeAll(sets)
}

// providers are the stacks that always count.
func (e *Engine) providers(s *session.Session, account, body *object.Object) []provider {
	var out []provider
	if s != nil {
		out = append(out, provider{stack: s.Stack()})
	}
	if account != nil {
		out = append(out, e.provider(account, e.Levels.Account))
	}
	if body != nil {
		level := ""
		if body.PlayedBy() != nil {
			level = e.Levels.Character
		}
		out = append(out, e.provider(body, level))
	}
	return out
}

// provider is an entity's stack on top of the sets that its typeclass gives,
// or of its level's set when the typeclass gives none.
func (e *Engine) provider(o *object.Object, level string) provider {
	var below []object.StackEntry
	if t, ok := e.scripts.Typeclass(o.Typeclass()); ok {
		for _, name := range t.Cmdsets {
			below = append(below, object.StackEntry{Key: name})
		}
	}
	if len(below) == 0 && level != "" {
		below = append(below, object.StackEntry{Key: level})
	}
	return provider{obj: o, stack: append(below, o.Stack()...)}
}

// setsOf finds the sets of a stack. One that cannot be found becomes a set
// with an error, which is told to who meets it.
func (e *Engine) setsOf(p provider) []*command.Set {
	var out []*command.Set
	for _, entry := range p.stack {
		set, err := e.scripts.Cmdset(entry.Key)
		if err != nil {
			out = append(out, &command.Set{Key: entry.Key, Error: err.Error()})
			continue
		}
		out = append(out, owned(set, p.obj))
	}
	return out
}

// owned is a set as it sits on obj: its commands know whose they are.
func owned(set *command.Set, obj *object.Object) *command.Set {
	if obj == nil {
		return set
	}
	out := *set
	out.Commands = slices.Clone(set.Commands)
	for i := range out.Commands {
		out.Commands[i].Obj = obj
		out.Commands[i].Source = &out
	}
	return &out
}

// withDuplicates makes the sets of two objects in reach keep the commands of
// both, so that two red buttons give a choice (spec 5.7).
func withDuplicates(set *command.Set) *command.Set {
	if set.Duplicates != nil {
		return set
	}
	out, yes := *set, true
	out.Duplicates = &yes
	return &out
}

// exitPriority lets exits win over the ordinary sets (spec 5.13).
const exitPriority = 101

// exitSet has one command for each exit, named like it.
func (e *Engine) exitSet(exits []*object.Object) *command.Set {
	yes := true
	set := &command.Set{Key: "exits", Priority: exitPriority, Duplicates: &yes}
	proto := e.scripts.Exit()
	for _, x := range exits {
		def := *proto
		def.Key, def.Aliases, def.IsExit = x.Key(), x.Aliases(), true
		set.Commands = append(set.Commands, command.Bound{Def: &def, Obj: x, Source: set})
	}
	return set
}

// around is what is in reach: what lies in the same place, what is carried,
// and the place itself.
func (e *Engine) around(body *object.Object) []*object.Object {
	var out []*object.Object
	room := body.Location()
	if room != nil {
		for _, o := range room.Contents() {
			if o != body {
				out = append(out, o)
			}
		}
	}
	out = append(out, body.Contents()...)
	if room != nil {
		out = append(out, room)
	}
	return out
}

// mayCall judges the lock "call", which says whether a thing's commands are
// there at all: superusers are no exception. What is played by somebody keeps
// its commands to itself unless its lock says otherwise.
func (e *Engine) mayCall(s *session.Session, body, o *object.Object) bool {
	return e.Access.CheckNoBypass(whoOf(s, body), o, "call", o.PlayedBy() == nil)
}

// whoOf is who acts: a session with a body, or the caller alone. Locks are
// judged by the session that typed, whatever other sessions of the account do.
func whoOf(s *session.Session, caller *object.Object) access.Who {
	if s == nil {
		return access.Of(caller)
	}
	return access.Who{Body: bodyOf(caller), Account: s.Account()}
}

func isTrue(b *bool) bool { return b != nil && *b }
