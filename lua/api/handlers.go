package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
	"mud/engine/session"
)

// handler is the userdata behind obj.tags, obj.locks and their like: it knows
// whose it is, and its class has the functions.
type handler struct {
	owner any // *object.Object, or *session.Session for cmdset
}

func (a *API) handler(class string, owner any) lua.LValue {
	return &lua.LUserData{Value: &handler{owner}, Env: a.vm.State().Env, Metatable: a.handlers[class]}
}

// makeHandlers makes the classes of handlers and of stored tables.
func (a *API) makeHandlers() {
	classes := map[string]funcs{
		"aliases": {"add": a.aliasAdd, "remove": a.aliasRemove, "all": a.aliasAll, "has": a.aliasHas, "category": a.aliasCategory},
		"tags": {"add": a.tagAdd, "remove": a.tagRemove, "all": a.tagAll, "has": a.tagHas, "get": a.tagGet,
			"entries": a.tagEntries, "clear": a.tagClear},
		"permissions": {"add": a.permAdd, "remove": a.permRemove, "all": a.permAll, "has": a.permHas},
		"locks": {"add": a.lockAdd, "remove": a.lockRemove, "get": a.lockGet, "all": a.lockAll, "check_lockstring": a.lockCheck,
			"inherited": a.lockInherited},
		"nicks": {"add": a.nickAdd, "remove": a.nickRemove, "all": a.nickAll},
		"attributes": {"get": a.attrGet, "set": a.attrSet, "remove": a.attrRemove, "has": a.attrHas, "all": a.attrAll,
			"lock": a.attrLock, "clear": a.attrClear, "access": a.attrAccess},
		"cmdset":   a.cmdsetFuncs(),
		"sessions": {"get": a.sessionsGet, "all": a.sessionsAll, "count": a.sessionsCount},
		"scripts":  {"all": a.scriptsAll, "get": a.scriptsGet},
		"merged":   {"commands": a.mergedCommands, "find": a.mergedFind, "matches": a.mergedMatches},
	}
	L := a.vm.State()
	for _, name := range sortedKeys(classes) {
		mt := L.NewTable()
		mt.RawSetString("__index", a.table(classes[name]))
		mt.RawSetString("__newindex", L.NewFunction(readOnly))
		mt.RawSetString("__metatable", lua.LString("protected"))
		a.handlers[name] = mt
	}
	for _, name := range []string{"db", "table"} {
		a.handlers[name] = a.proxyClass()
	}
}

func readOnly(L *lua.LState) int {
	L.RaiseError("%q cannot be set here", L.ToString(2))
	return 0
}

// stored is what dbProxy and tableProxy have in common.
type stored interface {
	Len() int
	Get(L *lua.LState, key lua.LValue) lua.LValue
	Set(L *lua.LState, key, v lua.LValue)
}

func (a *API) proxyClass() *lua.LTable {
	L := a.vm.State()
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		L.Push(L.CheckUserData(1).Value.(stored).Get(L, L.Get(2)))
		return 1
	}))
	mt.RawSetString("__newindex", L.NewFunction(func(L *lua.LState) int {
		L.CheckUserData(1).Value.(stored).Set(L, L.Get(2), L.Get(3))
		return 0
	}))
	mt.RawSetString("__len", L.NewFunction(func(L *lua.LState) int {
		L.Push(lua.LNumber(L.CheckUserData(1).Value.(stored).Len()))
		return 1
	}))
	mt.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int {
		text := "attributes"
		if p, ok := L.CheckUserData(1).Value.(*tableProxy); ok {
			text = cut(shown(p.t))
		}
		L.Push(lua.LString(text))
		return 1
	}))
	mt.RawSetString("__metatable", lua.LString("protected"))
	return mt
}

// owned is the entity that the handler at argument 1 belongs to.
func (a *API) owned(L *lua.LState) *object.Object {
	if ud, ok := L.Get(1).(*lua.LUserData); ok {
		if h, ok := ud.Value.(*handler); ok {
			if o, ok := h.owner.(*object.Object); ok {
				a.live(L)
				return o
			}
		}
	}
	L.ArgError(1, "call it with a colon, as in obj.tags:add(\"x\")")
	return nil
}

func pushBool(L *lua.LState, b bool) int {
	L.Push(lua.LBool(b))
	return 1
}

// obj.permissions:add gives a permission.
//
// @param perm string a rank such as "Builder", or any other word
func (a *API) permAdd(L *lua.LState) int {
	a.owned(L).AddPermission(L.CheckString(2))
	return 0
}

// obj.permissions:remove takes a permission away.
//
// @param perm string
// @return boolean whether it was there
func (a *API) permRemove(L *lua.LState) int {
	return pushBool(L, a.owned(L).RemovePermission(L.CheckString(2)))
}

// obj.permissions:has tells whether the object itself has exactly this
// permission; for ranks ask obj:access or use a lock.
//
// @param perm string
// @return boolean
func (a *API) permHas(L *lua.LState) int {
	return pushBool(L, a.owned(L).HasPermission(L.CheckString(2)))
}

// obj.permissions:all lists the permissions.
//
// @return string[]
func (a *API) permAll(L *lua.LState) int {
	L.Push(a.Lua(append([]string{}, a.owned(L).Permissions()...)))
	return 1
}

// obj.locks:add adds locks, or replaces those of the same type.
//
// @param locks string such as "get:false();edit:id(3)"
// @return boolean? ok
// @return string? what is wrong, with its place
func (a *API) lockAdd(L *lua.LState) int {
	if err := addLocks(a.owned(L), L.CheckString(2)); err != nil {
		L.Push(lua.LNil)
		L.Push(lua.LString(err.Error()))
		return 2
	}
	return pushBool(L, true)
}

// obj.locks:remove takes the lock of a type away.
//
// @param kind string
// @return boolean whether it was there
func (a *API) lockRemove(L *lua.LState) int {
	o, kind := a.owned(L), L.CheckString(2)
	if o.Locks() == nil || !o.Locks().Has(kind) {
		return pushBool(L, false)
	}
	a.check(L, o.SetLocks(o.Locks().Without(kind).String()))
	return pushBool(L, true)
}

// obj.locks:get is the lock of a type as text, nil if the object has none of
// its own.
//
// @param kind string
// @return string?
func (a *API) lockGet(L *lua.LState) int {
	o, kind := a.owned(L), L.CheckString(2)
	if o.Locks() == nil || !o.Locks().Has(kind) {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(lua.LString(o.Locks().Only(kind).String()))
	return 1
}

// obj.locks:all is all locks of the object as text.
//
// @return string
func (a *API) lockAll(L *lua.LState) int {
	text := ""
	if set := a.owned(L).Locks(); set != nil {
		text = set.String()
	}
	L.Push(lua.LString(text))
	return 1
}

// obj.locks:inherited is all locks of the object's typeclass as text: they count
// where the object has none of its own.
//
// @return string
func (a *API) lockInherited(L *lua.LState) int {
	o := a.owned(L)
	t, _ := a.engine.Scripts().Typeclass(o.Typeclass())
	L.Push(lua.LString(t.Locks.String()))
	return 1
}

// sessionsOf are the sessions of an account or a puppet.
func (a *API) sessionsOf(L *lua.LState) []*session.Session {
	return a.live(L).Sessions.Of(a.owned(L))
}

// obj.sessions:get is the session with that number, or the list of all.
//
// @param sessid? integer
// @return mud.Session|mud.Session[]|nil
func (a *API) sessionsGet(L *lua.LState) int {
	if L.GetTop() < 2 {
		return a.sessionsAll(L)
	}
	for _, s := range a.sessionsOf(L) {
		if s.Sessid() == L.CheckInt64(2) {
			L.Push(a.Face(s))
			return 1
		}
	}
	L.Push(lua.LNil)
	return 1
}

// obj.sessions:all lists the sessions of the account, or those that play the
// object.
//
// @return mud.Session[]
func (a *API) sessionsAll(L *lua.LState) int {
	L.Push(a.Lua(a.sessionsOf(L)))
	return 1
}

// obj.sessions:count is how many there are.
//
// @return integer
func (a *API) sessionsCount(L *lua.LState) int {
	L.Push(lua.LNumber(len(a.sessionsOf(L))))
	return 1
}
