package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"mud/engine/command"
	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/session"
)

// fallbackLevels are the sets that stand in for those of [cmdsets] which are not
// there (spec 5.11).
var fallbackLevels = session.Levels{
	Unloggedin: "core.unloggedin", Session: "core.session", Account: "core.account", Character: "core.character",
}

// own are the layers that always count: of the session, its account and its
// puppet.
func (e *Engine) own(a actor, m *merge) []command.Layer {
	var out []command.Layer
	add := func(stack []object.StackEntry, obj any, fallback string) {
		for _, set := range e.sets(stack, fallback) {
			out = append(out, command.Layer{Set: set, Obj: obj})
		}
	}
	if s := a.session; s != nil {
		e.noteHook(m, s)
		level := fallbackLevels.Unloggedin
		if s.LoggedIn() {
			level = fallbackLevels.Session
		}
		add(s.Stack(), nil, level)
	}
	if acc := a.account(); acc != nil {
		e.noteHook(m, acc)
		add(e.Stack(acc), acc, fallbackLevels.Account)
	}
	if body := a.body(); body != nil {
		e.noteHook(m, body)
		add(e.Stack(body), body, fallbackLevels.Character)
	}
	return out
}

// Stack is an entity's own stack on top of its default sets: the one that was
// set for it, else those of its typeclass, else that of its level.
func (e *Engine) Stack(o *object.Object) []object.StackEntry {
	level := ""
	switch {
	case o.Kind() == object.Account:
		level = e.Levels.Account
	case o.PlayedBy() != nil:
		level = e.Levels.Character
	}
	return e.stackOver(o, level)
}

// stackOver is an entity's stack where its level gives a set, "" for none: a
// character in reach does not lend its commands to others.
func (e *Engine) stackOver(o *object.Object, level string) []object.StackEntry {
	own := o.Stack()
	if len(own) > 0 && own[0].Default {
		if own[0].Key == "" {
			return own[1:]
		}
		return own
	}
	var below []object.StackEntry
	if t, ok := e.scripts.Typeclass(o.Typeclass()); ok {
		for _, name := range t.Cmdsets {
			below = append(below, object.StackEntry{Key: name, Default: true})
		}
	}
	if len(below) == 0 && level != "" {
		below = append(below, object.StackEntry{Key: level, Default: true})
	}
	return append(below, own...)
}

// sets finds the sets of a stack. One that cannot be found becomes a set with
// an error, which is told to who meets it; for a default set the fallback of
// its level is used.
func (e *Engine) sets(stack []object.StackEntry, fallback string) []*command.Set {
	var out []*command.Set
	for _, entry := range stack {
		set, err := e.scripts.Cmdset(entry.Key)
		if err == nil {
			out = append(out, set)
			continue
		}
		out = append(out, &command.Set{Key: entry.Key, Error: err.Error()})
		if entry.Default && fallback != "" {
			if set, err := e.scripts.Cmdset(fallback); err == nil {
				out = append(out, set)
			}
		}
	}
	return out
}

// warn tells a session once which of its command sets are missing, and the log
// once in a generation.
func (e *Engine) warn(s *session.Session, missing []string) {
	for _, text := range missing {
		if e.merges.missing[text] != e.scripts.Number() {
			e.merges.missing[text] = e.scripts.Number()
			e.fault(errors.New(text))
		}
	}
	all := strings.Join(missing, "\n")
	if s == nil || e.merges.warned[s] == all {
		return
	}
	e.merges.warned[s] = all
	text := "Some commands are missing because of a mistake in the game's scripts. Those who look after this world have been told."
	if e.Builder(s) {
		text = fmt.Sprintf("Some commands are missing:\n%s", guard.Escape(all))
	}
	e.Sessions.Tell(s, text)
}

// Sets are the command sets of an entity or a session by their full names, the
// bottom first; with defaults only, those that were not added.
func (e *Engine) Sets(owner any, defaults bool) []string {
	var stack []object.StackEntry
	switch o := owner.(type) {
	case *object.Object:
		stack = e.Stack(o)
	case *session.Session:
		stack = o.Stack()
	}
	stack = slices.DeleteFunc(slices.Clone(stack), func(x object.StackEntry) bool { return defaults && !x.Default })
	out := []string{}
	for _, x := range stack {
		out = append(out, x.Key)
	}
	return out
}

// Own is what an entity's or a session's sets alone come to.
func (e *Engine) Own(owner any) *command.Merged {
	var layers []command.Layer
	for _, name := range e.Sets(owner, false) {
		if set, err := e.scripts.Cmdset(name); err == nil {
			layers = append(layers, command.Layer{Set: set, Obj: owner})
		}
	}
	return command.Merge(layers)
}
