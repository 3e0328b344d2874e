package api

import (
	"errors"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/object"
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
