package api

import (
	lua "github.com/yuin/gopher-lua"
)

// kindKey is where a definition's metatable says what it defines.
const kindKey = "definition"

// mud.command defines a command; a file in commands/ returns it.
//
// @param def mud.CommandDef
// @return mud.CommandDef
//
// mud.cmdset defines a command set; a file in cmdsets/ returns it.
//
// @param def mud.CmdsetDef
// @return mud.CmdsetDef
//
// mud.typeclass defines a typeclass; a file in typeclasses/ returns it. Its
// hooks are functions of it: `function Lamp:at_get(getter) … end`.
//
// @param def mud.TypeclassDef
// @return mud.Object
//
// mud.hook defines what is done at an event of the server; a file in hooks/
// returns it.
//
// @param def mud.HookDef
// @return mud.HookDef
//
// mud.inputfunc defines what is done with data of a client; a file in
// inputfuncs/ returns it.
//
// @param def mud.InputfuncDef
// @return mud.InputfuncDef
//
// mud.lockfunc defines a function for lock strings; a file in lockfuncs/
// returns it.
//
// @param def mud.LockfuncDef
// @return mud.LockfuncDef
//
// mud.menu defines a menu; a file in menus/ returns it.
//
// @param def mud.MenuDef
// @return mud.MenuDef

// define makes mud.command and its like: they mark the table as a definition
// and return it. What is in it is checked when the generation is built.
func (a *API) define(kind string) lua.LGFunction {
	return func(L *lua.LState) int {
		t := L.CheckTable(1)
		mt := L.NewTable()
		mt.RawSetString(kindKey, lua.LString(kind))
		mt.RawSetString("__metatable", lua.LString("protected"))
		if kind == "typeclass" {
			a.inheriting(L, t, mt)
		}
		t.Metatable = mt
		L.Push(t)
		return 1
	}
}

// inheriting lets a typeclass find what it does not define in the one that it
// extends, or in the engine's own methods.
func (a *API) inheriting(L *lua.LState, t, mt *lua.LTable) {
	switch parent := t.RawGetString("extends").(type) {
	case *lua.LTable:
		if DefinitionKind(parent) != "typeclass" {
			L.RaiseError("extends must be a typeclass: local Parent = require(\"plugin.typeclasses.key\")")
		}
		mt.RawSetString("__index", parent)
	case *lua.LNilType:
		mt.RawSetString("__index", a.base)
	default:
		L.RaiseError("extends must be a typeclass, not %s", describe(parent))
	}
}

// DefinitionKind is what a table defines: "command", "cmdset", "typeclass",
// "hook", "menu", "inputfunc" or "lockfunc", "" when it is no definition.
func DefinitionKind(t *lua.LTable) string {
	if mt, ok := t.Metatable.(*lua.LTable); ok {
		return lua.LVAsString(mt.RawGetString(kindKey))
	}
	return ""
}

// Parent is the typeclass that t extends, nil for a root.
func Parent(t *lua.LTable) *lua.LTable { return parentOf(t) }
