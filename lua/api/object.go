package api

import (
	"fmt"
	"maps"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/access"
	"mud/engine/command"
	"mud/engine/lock"
	"mud/engine/movement"
	"mud/engine/object"
)

// Handle is the handle of an entity, nil for none. An entity has one handle in
// a generation, so that scripts may compare handles and use them as keys.
func (a *API) Handle(o *object.Object) lua.LValue {
	if o == nil || o.Deleted() {
		return lua.LNil
	}
	ud, ok := a.handles[o]
	if !ok {
		ud = &lua.LUserData{Value: o, Env: a.vm.State().Env, Metatable: a.objects}
		a.handles[o] = ud
	}
	return ud
}

// Deleted drops the handle of an entity that is gone, and its defaults.
func (a *API) Deleted(o *object.Object) {
	delete(a.handles, o)
	delete(a.defaults, o)
}

func (a *API) makeObjects() {
	L := a.vm.State()
	all := a.objectFuncs()
	maps.Copy(all, a.scriptFuncs())
	maps.Copy(all, a.channelFuncs())
	a.methods = a.table(all)
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(a.objectIndex))
	mt.RawSetString("__newindex", L.NewFunction(a.objectSet))
	mt.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int {
		o := L.CheckUserData(1).Value.(*object.Object)
		L.Push(lua.LString(fmt.Sprintf("%s(#%d)", o.Key(), o.ID())))
		return 1
	}))
	mt.RawSetString("__metatable", lua.LString("protected"))
	a.objects = mt
}

// objectIndex reads a field or method: the engine's fields first, then what
// the typeclass defines, then the engine's methods.
func (a *API) objectIndex(L *lua.LState) int {
	o := L.CheckUserData(1).Value.(*object.Object)
	key := L.ToString(2)
	if get, ok := fieldOf(o, key); ok {
		if o.Deleted() && key != "id" && key != "deleted" && key != "key" {
			L.RaiseError("%s (#%d) has been deleted", o.Key(), o.ID())
		}
		L.Push(get(a, o))
		return 1
	}
	if t := a.class(o); t != nil {
		if v := L.GetField(t, key); v != lua.LNil {
			L.Push(v)
			return 1
		}
	}
	L.Push(a.methods.RawGetString(key))
	return 1
}

// kindFields are what only entities of a kind have.
var kindFields = map[object.Kind]map[string]func(a *API, o *object.Object) lua.LValue{
	object.Script: scriptObjectFields, object.Channel: channelObjectFields,
}

// fieldOf is how a field of an entity is read.
func fieldOf(o *object.Object, key string) (get func(a *API, o *object.Object) lua.LValue, ok bool) {
	if get, ok = objectFields[key]; !ok {
		get, ok = kindFields[o.Kind()][key]
	}
	return get, ok
}

// objectSet writes a field; what has no setter cannot be written.
func (a *API) objectSet(L *lua.LState) int {
	o := L.CheckUserData(1).Value.(*object.Object)
	key := L.ToString(2)
	a.live(L)
	set, ok := objectSetters[key]
	if !ok {
		why := "store your own values in .db (kept) or .ndb (not kept)"
		if key == "location" {
			why = "use obj:move_to(place)"
		} else if near := command.Nearest(key, sortedKeys(objectSetters)); near != "" {
			why = fmt.Sprintf("did you mean %q? Your own values belong into .db or .ndb", near)
		}
		L.RaiseError("the field %q of an object cannot be set: %s", key, why)
	}
	if o.Deleted() {
		L.RaiseError("%s (#%d) has been deleted", o.Key(), o.ID())
	}
	if err := set(a, o, L.Get(3)); err != nil {
		L.RaiseError("setting %s: %s", key, err.Error())
	}
	return 0
}

// CheckObject is argument n as an entity that exists.
func (a *API) checkObject(L *lua.LState, n int) *object.Object {
	ud, ok := L.Get(n).(*lua.LUserData)
	if ok {
		if o, ok := ud.Value.(*object.Object); ok {
			if o.Deleted() {
				L.ArgError(n, fmt.Sprintf("%s (#%d) has been deleted", o.Key(), o.ID()))
			}
			return o
		}
	}
	L.ArgError(n, "an object is needed here, not "+describe(L.Get(n)))
	return nil
}

// optObject is argument n as an entity, or nil.
func (a *API) optObject(L *lua.LState, n int) *object.Object {
	if L.Get(n) == lua.LNil {
		return nil
	}
	return a.checkObject(L, n)
}

func describe(v lua.LValue) string {
	if v == lua.LNil {
		return "nil"
	}
	return "a " + v.Type().String()
}

// objectFuncs are the methods of entities.
func (a *API) objectFuncs() funcs {
	return funcs{
		"msg": a.msg, "msg_contents": a.msgContents, "move_to": a.moveTo, "search": a.search, "search_all": a.searchAll,
		"access": a.access, "execute_cmd": a.executeCmd, "delete": a.delete,
		"is_typeclass": a.isTypeclass, "set_typeclass": a.setTypeclass,
		"add_character": a.addCharacter, "remove_character": a.removeCharacter,
		"puppet": a.puppet, "unpuppet": a.unpuppet,
	}
}

// waitingFuncs are those methods that wait.
func (a *API) waitingFuncs() funcs {
	return funcs{"check_password": a.checkPassword, "set_password": a.setPassword}
}

// obj:move_to brings the object to another place, with all hooks. It returns
// false when a hook forbade it, or when it would be inside of itself.
//
// @param dest mud.Object? where to; nil is nowhere
// @param opts? { quiet?: boolean, kind?: string, hooks?: boolean } quiet: nobody is told; kind: "move", "teleport", …; hooks=false: no hook at all
// @return boolean
func (a *API) moveTo(L *lua.LState) int {
	e, o, dest := a.live(L), a.checkObject(L, 1), a.optObject(L, 2)
	opts := L.OptTable(3, nil)
	how := movement.How{Kind: optString(opts, "kind", "move"), Quiet: optBool(opts, "quiet", false)}
	if !optBool(opts, "hooks", true) {
		a.check(L, o.Place(dest))
		L.Push(lua.LTrue)
		return 1
	}
	ok, err := e.Mover.Move(o, dest, how)
	a.check(L, err)
	L.Push(lua.LBool(ok))
	return 1
}

// obj:access asks whether somebody passes a lock of the object.
//
// @param who mud.Object|mud.Session who asks
// @param kind string the lock's type, such as "edit"
// @param default? boolean the answer where there is no such lock; false without it
// @return boolean
func (a *API) access(L *lua.LState) int {
	e, o := a.live(L), a.checkObject(L, 1)
	L.Push(lua.LBool(e.Access.Check(a.checkWho(L, 2), o, L.CheckString(3), L.OptBool(4, false))))
	return 1
}

// checkWho is argument n as one who asks for access.
func (a *API) checkWho(L *lua.LState, n int) access.Who {
	if s := a.toSession(L.Get(n)); s != nil {
		return s.Who()
	}
	return access.Of(a.checkObject(L, n))
}

// whoIs is a value as one who asks for access.
func (a *API) whoIs(L *lua.LState, v lua.LValue) access.Who {
	if s := a.toSession(v); s != nil {
		return s.Who()
	}
	o := entity(v)
	if o == nil {
		L.RaiseError("who must be an object or a session, not %s", describe(v))
	}
	return access.Of(o)
}

// obj:execute_cmd runs a line as if the object had typed it, as a command of
// its own right after this one.
//
// @param line string
// @param session? mud.Session whose answer it is
//
// session:execute_cmd runs a line as if it had been typed there, right after
// this command.
//
// @param line string
func (a *API) executeCmd(L *lua.LState) int {
	e := a.live(L)
	if s := a.toSession(L.Get(1)); s != nil {
		a.check(L, e.Execute(s.Self(), s, L.CheckString(2)))
		return 0
	}
	a.check(L, e.Execute(a.checkObject(L, 1), a.toSession(L.Get(3)), L.CheckString(2)))
	return 0
}

// obj:delete takes the object out of the world for good. It returns false when
// its hook at_object_delete forbade it.
//
// @return boolean
func (a *API) delete(L *lua.LState) int {
	e, o := a.live(L), a.checkObject(L, 1)
	ok, err := e.Mover.Delete(o)
	a.check(L, err)
	L.Push(lua.LBool(ok))
	return 1
}

// obj:is_typeclass tells whether the object's typeclass is, or extends, another.
//
// @param name string full name, such as "core.room"
// @return boolean
func (a *API) isTypeclass(L *lua.LState) int {
	return pushBool(L, a.descends(a.checkObject(L, 1), L.CheckString(2)))
}

// obj.locks:check_lockstring asks whether somebody passes a lock string that
// the object does not have, such as "perm(Builder)".
//
// @param who mud.Object|mud.Session who asks
// @param text string lock functions, without a type before them
// @return boolean
func (a *API) lockCheck(L *lua.LState) int {
	o := a.owned(L)
	set, err := lock.ParseDefault(L.CheckString(3), askedKind, o.World().KnownLockFunc)
	if err != nil {
		L.ArgError(3, err.Error())
	}
	return pushBool(L, a.engine.Access.CheckSet(a.checkWho(L, 2), set, o, askedKind, false))
}

// askedKind is the type of a lock that is only asked for.
const askedKind = "asked"

// addLocks parses a lock string and puts it on top of those the object has.
func addLocks(o *object.Object, text string) error {
	added, err := lock.Parse(text, o.World().KnownLockFunc)
	if err != nil {
		return err
	}
	return o.SetLocks(added.Over(o.Locks()).String())
}

func optString(t *lua.LTable, key, def string) string {
	if t != nil {
		if s, ok := t.RawGetString(key).(lua.LString); ok {
			return string(s)
		}
	}
	return def
}

func optBool(t *lua.LTable, key string, def bool) bool {
	if t != nil {
		if b, ok := t.RawGetString(key).(lua.LBool); ok {
			return bool(b)
		}
	}
	return def
}
