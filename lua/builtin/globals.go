package builtin

import (
	lua "github.com/yuin/gopher-lua"
)

// Globals is the table of globals of a VM.
type Globals struct{ L *lua.LState }

// Seal closes it: a global that was never set is an error when it is read, as
// it is a slip of the pen; setting one is an error, as it would be shared by
// all scripts and lost with the next reload.
func (g *Globals) Seal() {
	L := g.L
	global := L.G.Global
	Each(global, func(_, v lua.LValue) {
		if t, ok := v.(*lua.LTable); ok && t != global {
			g.protect(t)
		}
	})
	// The names move to a table behind an empty one, so that a write is always
	// seen, also to a name that is there.
	behind := L.NewTable()
	Each(global, func(k, v lua.LValue) { behind.RawSet(k, v) })
	var names []string
	Each(behind, func(k, _ lua.LValue) { names = append(names, k.String()) })
	for _, name := range names {
		global.RawSetString(name, lua.LNil)
	}
	behind.RawSetString("_G", lua.LNil)
	unknown := L.NewTable()
	unknown.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		L.RaiseError("there is no variable %q: is it misspelt, or is a local or a require missing?", L.ToString(2))
		return 0
	}))
	behind.Metatable = unknown
	mt := L.NewTable()
	mt.RawSetString("__index", behind)
	mt.RawSetString("__newindex", L.NewFunction(func(L *lua.LState) int {
		L.RaiseError("%q is not local: write local %s, or put it into the table that the file returns", L.ToString(2), L.ToString(2))
		return 0
	}))
	mt.RawSetString("__metatable", lua.LString("protected"))
	mt.RawSetString(closed, lua.LTrue)
	global.Metatable = mt
}

// protect makes a library read-only in the same way.
func (g *Globals) protect(t *lua.LTable) {
	L := g.L
	behind := L.NewTable()
	var names []string
	Each(t, func(k, v lua.LValue) {
		behind.RawSet(k, v)
		names = append(names, k.String())
	})
	for _, name := range names {
		t.RawSetString(name, lua.LNil)
	}
	mt := L.NewTable()
	mt.RawSetString("__index", behind)
	mt.RawSetString("__newindex", L.NewFunction(func(L *lua.LState) int {
		L.RaiseError("%q: a library cannot be changed by scripts", L.ToString(2))
		return 0
	}))
	mt.RawSetString("__metatable", lua.LString("protected"))
	mt.RawSetString(closed, lua.LTrue)
	t.Metatable = mt
}
