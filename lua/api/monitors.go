package api

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/object"
)

func (a *API) monitorModule() lua.LValue {
	return a.module("mud.monitor", a.table(funcs{"add": a.monitorAdd, "remove": a.monitorRemove, "all": a.monitorAll}), nil)
}

// mud.monitor.add has a function called after something of an object has
// changed, once for each step that changed it, with the object, the field, its
// new value (a table is a copy) and the arguments. The same id again replaces
// the monitor. It goes on over @reload and restarts, and ends with the object.
//
// @param obj mud.Object
// @param field string an attribute such as "db.hp", or "key" or "location"
// @param func string "plugin.lib.topic.fn"
// @param opts { id: string, category?: string, [integer]: mud.Value } id, the attribute's category, and the arguments in a list
func (a *API) monitorAdd(L *lua.LState) int {
	e, o, opts := a.live(L), a.checkObject(L, 1), L.CheckTable(4)
	m := engine.Monitor{
		ID: optString(opts, "id", ""), Object: o.ID(), Func: a.timerFunc(L, 3),
		Field: field(L, 2, optString(opts, "category", "")),
	}
	if m.ID == "" {
		L.RaiseError("a monitor needs an id, by which it is removed again")
	}
	for i := 1; i <= opts.Len(); i++ {
		m.Args = append(m.Args, a.timerArg(L, opts.RawGetInt(i)))
	}
	a.check(L, e.SetMonitor(m))
	return 0
}

// field is argument n as the name of a field that can be watched.
func field(L *lua.LState, n int, category string) object.Field {
	name := L.CheckString(n)
	if key, ok := strings.CutPrefix(name, "db."); ok && key != "" {
		return object.Field{Category: category, Key: key}
	}
	for _, f := range []object.Field{object.KeyField, object.LocationField} {
		if f.Property == name {
			return f
		}
	}
	L.ArgError(n, `what can be watched is an attribute such as "db.hp", or "key" or "location"`)
	return object.Field{}
}

// mud.monitor.remove stops a monitor.
//
// @param id string
// @return boolean whether it was there
func (a *API) monitorRemove(L *lua.LState) int {
	return pushBool(L, a.live(L).RemoveMonitor(L.CheckString(1)))
}

// mud.monitor.all lists the monitors by their ids.
//
// @return { id: string, obj: mud.Object, field: string, func: string }[]
func (a *API) monitorAll(L *lua.LState) int {
	e, out := a.live(L), []any{}
	for _, m := range e.Monitors() {
		out = append(out, map[string]any{
			"id": m.ID, "obj": a.Handle(e.World.Get(m.Object)), "field": m.Field.String(), "func": m.Func,
		})
	}
	L.Push(a.Lua(out))
	return 1
}
