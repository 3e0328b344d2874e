package api

import (
	"errors"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/object"
	"mud/engine/session"
)

// obj.nicks:add sets a personal text replacement.
//
// @param pattern string what is typed; $1 to $9 stand for words, * for anything
// @param replacement string what it becomes
// @param category? string "inputline" (the default), "object" or "account"
// @return boolean? ok
// @return string? why not, for the player
func (a *API) nickAdd(L *lua.LState) int {
	o, pattern, category := a.owned(L), L.CheckString(2), L.OptString(4, inputline)
	if category == inputline && engine.NickMatches(pattern, "nick/delete "+pattern) {
		return no(L, errors.New("That nick would catch the command nick itself, and you could never take it back."))
	}
	o.SetNick(category, pattern, L.CheckString(3))
	return pushBool(L, true)
}

// inputline is the category of nicks that replace what is typed.
const inputline = "inputline"

// obj.nicks:remove removes a replacement.
//
// @param pattern string
// @param category? string
// @return boolean whether it was there
func (a *API) nickRemove(L *lua.LState) int {
	o, category, pattern := a.owned(L), L.OptString(3, inputline), L.CheckString(2)
	had := slices.ContainsFunc(o.Nicks(), func(n object.Nick) bool {
		return n.Category == category && n.Pattern == pattern
	})
	if had {
		o.SetNick(category, pattern, "")
	}
	return pushBool(L, had)
}

// obj.nicks:all lists the replacements, of one category or all.
//
// @param category? string
// @return { pattern: string, replacement: string, category: string }[]
func (a *API) nickAll(L *lua.LState) int {
	out := []any{}
	for _, n := range a.owned(L).Nicks() {
		if L.GetTop() < 2 || n.Category == L.CheckString(2) {
			out = append(out, map[string]any{"pattern": n.Pattern, "replacement": n.Replacement, "category": n.Category})
		}
	}
	L.Push(a.Lua(out))
	return 1
}

// stacked is what has a stack of command sets: an entity or a session.
type stacked interface {
	Stack() []object.StackEntry
	SetStack([]object.StackEntry)
}

func (a *API) stackOf(L *lua.LState) stacked {
	if ud, ok := L.Get(1).(*lua.LUserData); ok {
		if h, ok := ud.Value.(*handler); ok {
			a.live(L)
			switch owner := h.owner.(type) {
			case *object.Object:
				return owner
			case *session.Session:
				return owner
			}
		}
	}
	L.ArgError(1, "call it with a colon, as in obj.cmdset:add(\"plugin.key\")")
	return nil
}

// obj.cmdset:add puts a command set on top of the stack of an object, an
// account or a session.
//
// @param name mud.CmdsetName full name, such as "haven.inn"
// @param opts? { persistent?: boolean } persistent: it is kept over a restart
func (a *API) cmdsetAdd(L *lua.LState) int {
	o, name := a.stackOf(L), L.CheckString(2)
	if _, err := a.live(L).Scripts().Cmdset(name); err != nil {
		L.RaiseError("%s", err.Error())
	}
	entry := object.StackEntry{Key: name, Persistent: optBool(L.OptTable(3, nil), "persistent", false)}
	o.SetStack(append(slices.Clone(o.Stack()), entry))
	return 0
}

// obj.cmdset:remove takes a command set off the stack, the last added one
// without a name. It is no error if it is not there.
//
// @param name? string
// @return boolean whether it was there
func (a *API) cmdsetRemove(L *lua.LState) int {
	o, name := a.stackOf(L), L.OptString(2, "")
	stack := slices.Clone(o.Stack())
	before := len(stack)
	if name == "" && before > 0 {
		stack = stack[:before-1]
	} else {
		stack = slices.DeleteFunc(stack, func(e object.StackEntry) bool { return e.Key == name })
	}
	if len(stack) != before {
		o.SetStack(stack)
	}
	return pushBool(L, len(stack) != before)
}

// obj.cmdset:has tells whether a command set is on the object's own stack.
//
// @param name string
// @return boolean
func (a *API) cmdsetHas(L *lua.LState) int {
	name := L.CheckString(2)
	return pushBool(L, slices.ContainsFunc(a.stackOf(L).Stack(), func(e object.StackEntry) bool { return e.Key == name }))
}

// obj.cmdset:all lists the object's own stack, the bottom first.
//
// @return string[]
func (a *API) cmdsetAll(L *lua.LState) int {
	out := []string{}
	for _, e := range a.stackOf(L).Stack() {
		out = append(out, e.Key)
	}
	L.Push(a.Lua(out))
	return 1
}

// obj.cmdset:clear takes every added set off; the default sets stay.
func (a *API) cmdsetClear(L *lua.LState) int {
	a.stackOf(L).SetStack(nil)
	return 0
}
