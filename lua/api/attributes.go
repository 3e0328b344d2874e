package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/access"
	"mud/engine/object"
)

// attrOpts are what the functions of obj.attributes take at the end.
type attrOpts struct {
	category string
	fallback lua.LValue
	lock     string
	who      *access.Who // whose access is asked for, nil for nobody's
}

func (a *API) attrOpts(L *lua.LState, n int) attrOpts {
	t := L.OptTable(n, nil)
	o := attrOpts{category: optString(t, "category", ""), lock: optString(t, "lock", ""), fallback: lua.LNil}
	if t == nil {
		return o
	}
	o.fallback = t.RawGetString("default")
	if v := t.RawGetString("who"); v != lua.LNil {
		who := a.whoIs(L, v)
		o.who = &who
	}
	return o
}

// may asks the lock of an attribute, where somebody's access is asked for.
func (a *API) mayAttr(o *object.Object, opts attrOpts, key, kind string) bool {
	if opts.who == nil {
		return true
	}
	if _, found := o.Attr(opts.category, key); !found && kind == "attredit" {
		return a.engine.Access.Check(*opts.who, o, "attrcreate", true)
	}
	return a.engine.Access.CheckSet(*opts.who, o.AttrLocks(opts.category, key), o, kind, true)
}

// obj.attributes:get reads an attribute, or its default. With who it is only
// read if the attribute's lock "attrread" lets them.
//
// @param key string
// @param opts? { category?: string, default?: mud.Value, who?: mud.Object|mud.Session }
// @return mud.Value
func (a *API) attrGet(L *lua.LState) int {
	o, key, opts := a.owned(L), L.CheckString(2), a.attrOpts(L, 3)
	v := lua.LValue(lua.LNil)
	if a.mayAttr(o, opts, key, "attrread") {
		v = a.attrValue(o, opts.category, key)
	}
	if v == lua.LNil {
		v = opts.fallback
	}
	L.Push(v)
	return 1
}

// obj.attributes:set stores an attribute; nil removes it. With who nothing is
// done unless the attribute's lock "attredit" lets them, or for a new one the
// object's lock "attrcreate".
//
// @param key string
// @param v mud.Value plain data or objects
// @param opts? { category?: string, lock?: string, who?: mud.Object|mud.Session }
// @return boolean whether it was done
func (a *API) attrSet(L *lua.LState) int {
	o, key, opts := a.owned(L), L.CheckString(2), a.attrOpts(L, 4)
	if !a.mayAttr(o, opts, key, "attredit") {
		return pushBool(L, false)
	}
	a.setAttr(L, o, opts.category, key, L.Get(3))
	if opts.lock != "" {
		a.check(L, o.SetAttrLock(opts.category, key, opts.lock))
	}
	return pushBool(L, true)
}

// obj.attributes:lock gives a lock string to an attribute that is set, such as
// "attrread:all();attredit:perm(Admin)"; "" takes it away.
//
// @param key string
// @param locks string
// @param opts? { category?: string }
// @return boolean? ok
// @return string? what is wrong, with its place
func (a *API) attrLock(L *lua.LState) int {
	o, key, opts := a.owned(L), L.CheckString(2), a.attrOpts(L, 4)
	if err := o.SetAttrLock(opts.category, key, L.CheckString(3)); err != nil {
		return no(L, err)
	}
	return pushBool(L, true)
}

// obj.attributes:remove removes an attribute, with who if its lock "attredit"
// lets them.
//
// @param key string
// @param opts? { category?: string, who?: mud.Object|mud.Session }
// @return boolean whether it is removed
func (a *API) attrRemove(L *lua.LState) int {
	o, key, opts := a.owned(L), L.CheckString(2), a.attrOpts(L, 3)
	return pushBool(L, a.mayAttr(o, opts, key, "attredit") && o.RemoveAttr(opts.category, key))
}

// obj.attributes:has tells whether an attribute is set.
//
// @param key string
// @param opts? { category?: string }
// @return boolean
func (a *API) attrHas(L *lua.LState) int {
	o, key, opts := a.owned(L), L.CheckString(2), a.attrOpts(L, 3)
	_, ok := o.Attr(opts.category, key)
	return pushBool(L, ok)
}

// obj.attributes:access tells whether somebody passes a lock of an attribute:
// "attrread", or "attredit" (for one that is not set, the object's "attrcreate").
//
// @param who mud.Object|mud.Session
// @param key string
// @param kind "attrread"|"attredit"
// @param opts? { category?: string }
// @return boolean
func (a *API) attrAccess(L *lua.LState) int {
	o, who, key := a.owned(L), a.checkWho(L, 2), L.CheckString(3)
	opts := a.attrOpts(L, 5)
	opts.who = &who
	return pushBool(L, a.mayAttr(o, opts, key, L.CheckString(4)))
}

// obj.attributes:clear removes all attributes of scripts, of one category or of
// all.
//
// @param category? string
func (a *API) attrClear(L *lua.LState) int {
	o := a.owned(L)
	for _, at := range scriptAttrs(L, o) {
		o.RemoveAttr(at.Category, at.Key)
	}
	return 0
}

// obj.attributes:all lists the attributes of scripts, of one category or all;
// with who those that they may read.
//
// @param category? string
// @param opts? { who?: mud.Object|mud.Session }
// @return { key: string, value: mud.Value, category: string, lock: string }[]
func (a *API) attrAll(L *lua.LState) int {
	o, opts := a.owned(L), a.attrOpts(L, 3)
	out := L.NewTable()
	for _, at := range scriptAttrs(L, o) {
		if opts.category = at.Category; !a.mayAttr(o, opts, at.Key, "attrread") {
			continue
		}
		row := L.NewTable()
		row.RawSetString("key", lua.LString(at.Key))
		row.RawSetString("category", lua.LString(at.Category))
		row.RawSetString("lock", lua.LString(at.Lock))
		row.RawSetString("value", a.attrValue(o, at.Category, at.Key))
		out.Append(row)
	}
	L.Push(out)
	return 1
}

// scriptAttrs are the attributes that are no business of the engine, of the
// category at argument 2 if there is one.
func scriptAttrs(L *lua.LState, o *object.Object) []object.Attr {
	var out []object.Attr
	for _, at := range o.Attrs() {
		if at.Category != engineCategory && (L.Get(2) == lua.LNil || at.Category == L.CheckString(2)) {
			out = append(out, at)
		}
	}
	return out
}
