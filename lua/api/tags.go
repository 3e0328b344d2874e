package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
)

// obj.tags:add labels the object. What belongs to a label that is there already
// is changed.
//
// @param key string
// @param category? string
// @param data? string what else is known about it
func (a *API) tagAdd(L *lua.LState) int {
	o, key, category := a.owned(L), L.CheckString(2), L.OptString(3, "")
	o.AddTag(key, category)
	if L.Get(4) != lua.LNil {
		o.SetTagData(key, category, L.CheckString(4))
	}
	return 0
}

// obj.tags:remove takes a label away.
//
// @param key string
// @param category? string
// @return boolean whether it was there
func (a *API) tagRemove(L *lua.LState) int {
	return pushBool(L, a.owned(L).RemoveTag(L.CheckString(2), L.OptString(3, "")))
}

// obj.tags:has tells whether the object has the label.
//
// @param key string
// @param category? string
// @return boolean
func (a *API) tagHas(L *lua.LState) int {
	return pushBool(L, a.owned(L).HasTag(L.CheckString(2), L.OptString(3, "")))
}

// obj.tags:get is what is known about a label: its data, "" for none; nil when
// the object does not have the label.
//
// @param key string
// @param category? string
// @return string?
func (a *API) tagGet(L *lua.LState) int {
	o, key, category := a.owned(L), L.CheckString(2), L.OptString(3, "")
	if !o.HasTag(key, category) {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(lua.LString(o.TagData(key, category)))
	return 1
}

// tagsOf are the object's tags, of the category at argument 2 if there is one.
func tagsOf(L *lua.LState, o *object.Object) []object.Tag {
	var out []object.Tag
	for _, t := range o.Tags() {
		if L.Get(2) == lua.LNil || t.Category == L.CheckString(2) {
			out = append(out, t)
		}
	}
	return out
}

// obj.tags:all lists the labels, of one category or with all of them.
//
// @param category? string
// @return string[]
func (a *API) tagAll(L *lua.LState) int {
	out := []string{}
	for _, t := range tagsOf(L, a.owned(L)) {
		out = append(out, t.Key)
	}
	L.Push(a.Lua(out))
	return 1
}

// obj.tags:entries lists the labels with their categories and data.
//
// @param category? string
// @return { key: string, category: string, data: string }[]
func (a *API) tagEntries(L *lua.LState) int {
	o, out := a.owned(L), []any{}
	for _, t := range tagsOf(L, o) {
		out = append(out, map[string]any{"key": t.Key, "category": t.Category, "data": o.TagData(t.Key, t.Category)})
	}
	L.Push(a.Lua(out))
	return 1
}

// obj.tags:clear takes all labels away, of one category or of all.
//
// @param category? string
func (a *API) tagClear(L *lua.LState) int {
	o := a.owned(L)
	for _, t := range tagsOf(L, o) {
		o.RemoveTag(t.Key, t.Category)
	}
	return 0
}
