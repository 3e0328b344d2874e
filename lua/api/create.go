package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
	"mud/lua/vm"
)

func (a *API) createModule() lua.LValue {
	return a.module("mud.create", a.table(funcs{
		"object": a.createObject, "script": a.createScript, "channel": a.createChannel,
	}), nil)
}

// @field new.key string its name
// @field new.typeclass? mud.TypeclassName full name; "core.thing" without it
// @field new.location? mud.Object where it is
// @field new.home? mud.Object where it goes when its place is gone
// @field new.destination? mud.Object where an exit leads
// @field new.aliases? string[]
// @field new.locks? string such as "get:false();edit:id(3)"
// @field new.tags? (string|string[])[] a key, or { key, category }
// @field new.permissions? string[]
// @field new.db? table<string, mud.Value> attributes, set when its at_object_creation has run

// mud.create.object makes a new object and calls its at_object_creation.
//
// @param what mud.New
// @return mud.Object
func (a *API) createObject(L *lua.LState) int {
	t := L.CheckTable(1)
	o := a.create(L, object.Thing, t, "core.thing")
	for name, set := range map[string]func(*object.Object){"home": o.SetHome, "destination": o.SetDestination} {
		if err := withPlace(t.RawGetString(name), set); err != nil {
			L.RaiseError("mud.create.object: %s: %s", name, err.Error())
		}
	}
	a.created(L, o, t, "at_object_creation")
	err := withObject(t.RawGetString("location"), func(place *object.Object) { a.check(L, o.Place(place)) })
	a.check(L, err)
	a.settle(L, o)
	L.Push(a.Handle(o))
	return 1
}

// create makes an entity of any kind, as it is before its creation hook: with
// its name, typeclass, lists and locks.
func (a *API) create(L *lua.LState, kind object.Kind, t *lua.LTable, class string) *object.Object {
	e := a.live(L)
	class = optString(t, "typeclass", class)
	if a.defs.TypeclassTable(class) == nil {
		L.RaiseError("there is no typeclass %q", class)
	}
	o, err := e.World.Create(kind, optString(t, "key", ""), class, e.Now())
	a.check(L, err)
	a.createLists(L, o, t)
	if text := optString(t, "locks", ""); text != "" {
		a.check(L, o.SetLocks(text))
	}
	return o
}

// created calls the creation hook of a new entity, and then sets the
// attributes that its maker gave.
func (a *API) created(L *lua.LState, o *object.Object, t *lua.LTable, hook string) {
	_, err := a.Call(o, hook)
	a.check(L, err)
	if db, ok := t.RawGetString("db").(*lua.LTable); ok {
		vm.Each(db, func(k, v lua.LValue) { a.setAttr(L, o, "", k.String(), v) })
	}
}

// createLists sets aliases, tags and permissions of a new object.
func (a *API) createLists(L *lua.LState, o *object.Object, t *lua.LTable) {
	each := func(name string, fn func(v lua.LValue)) {
		if list, ok := t.RawGetString(name).(*lua.LTable); ok {
			vm.Each(list, func(_, v lua.LValue) { fn(v) })
		}
	}
	each("aliases", func(v lua.LValue) { o.AddAlias(v.String(), "") })
	each("permissions", func(v lua.LValue) { o.AddPermission(v.String()) })
	each("tags", func(v lua.LValue) {
		if pair, ok := v.(*lua.LTable); ok {
			key, category := lua.LVAsString(pair.RawGetInt(1)), lua.LVAsString(pair.RawGetInt(2))
			o.AddTag(key, category)
			o.SetTagData(key, category, lua.LVAsString(pair.RawGetInt(3)))
			return
		}
		o.AddTag(v.String(), "")
	})
}
