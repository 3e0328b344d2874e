package api

import (
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// obj.aliases:add gives the object another name. One that it has already gets
// the category.
//
// @param alias string
// @param category? string what sort of name it is, such as "plural"; for nobody but scripts
func (a *API) aliasAdd(L *lua.LState) int {
	a.owned(L).AddAlias(L.CheckString(2), L.OptString(3, ""))
	return 0
}

// obj.aliases:remove takes a name away.
//
// @param alias string
// @return boolean whether it was there
func (a *API) aliasRemove(L *lua.LState) int {
	return pushBool(L, a.owned(L).RemoveAlias(L.CheckString(2)))
}

// obj.aliases:all lists the other names.
//
// @param category? string only those of that category; "" is none
// @return string[]
func (a *API) aliasAll(L *lua.LState) int {
	o, out := a.owned(L), []string{}
	for _, alias := range o.Aliases() {
		if L.Get(2) == lua.LNil || strings.EqualFold(o.AliasCategory(alias), L.OptString(2, "")) {
			out = append(out, alias)
		}
	}
	L.Push(a.Lua(out))
	return 1
}

// obj.aliases:has tells whether the object has that other name.
//
// @param alias string
// @return boolean
func (a *API) aliasHas(L *lua.LState) int {
	return pushBool(L, slices.Contains(a.owned(L).Aliases(), strings.ToLower(L.CheckString(2))))
}

// obj.aliases:category is the category of one of its names, "" for none.
//
// @param alias string
// @return string
func (a *API) aliasCategory(L *lua.LState) int {
	L.Push(lua.LString(a.owned(L).AliasCategory(L.CheckString(2))))
	return 1
}
