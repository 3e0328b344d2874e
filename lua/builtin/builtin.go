// Package builtin is the standard library as scripts see it. What gopher-lua
// brings is replaced where a script could hang the world or eat its memory with
// one call, or where it differs from Lua; what reaches out of the sandbox is
// left out: files, processes, the environment, the clock, code at run time.
package builtin

import (
	"fmt"
	"math"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// Options are what the library needs of the VM that it is installed in.
type Options struct {
	Call   Caller                         // calls a Lua function up to its end
	Raise  func(L *lua.LState, err error) // raises what Call returned
	Print  func(text string)              // where print goes; nil for nowhere
	Now    func() time.Time               // the time of the running step; nil for the machine's
	Random func() uint64                  // random bits of the running step; nil for zeros
	Worked func(bytes int) bool           // told of what was made or gone through; reports whether the call goes on
}

// removed are the globals of gopher-lua's base library that scripts do not get.
var removed = []string{
	"collectgarbage", "dofile", "getfenv", "load", "loadfile", "loadstring", "module", "newproxy",
	"require", "setfenv", "_printregs", "print", "pcall", "xpcall",
}

// Install opens the libraries in a fresh state.
func Install(L *lua.LState, o Options) *Globals {
	open(L, lua.OpenBase, lua.BaseLibName)
	open(L, lua.OpenTable, lua.TabLibName)
	open(L, lua.OpenMath, lua.MathLibName)
	for _, name := range removed {
		L.SetGlobal(name, lua.LNil)
	}
	lib := &library{Options: o}
	set := func(name string, fn lua.LGFunction) { L.SetGlobal(name, L.NewFunction(fn)) }
	set("print", lib.print)
	set("error", raise)
	set("pairs", lib.pairs)
	set("ipairs", ipairs)
	set("next", lib.next)
	set("tostring", tostring)
	set("tonumber", tonumber)
	set("unpack", unpack)
	set("getmetatable", getmetatable)
	set("setmetatable", setmetatable)
	set("rawlen", rawlen)
	set("rawset", rawset)
	set(Concat, lib.concatenate)
	L.SetGlobal("string", String(L, o.Call, o.Raise, lib.worked))
	L.SetGlobal("table", lib.tables(L))
	L.SetGlobal("math", lib.math(L))
	L.SetGlobal("os", lib.os(L))
	return &Globals{L: L}
}

func open(L *lua.LState, fn lua.LGFunction, name string) {
	L.Push(L.NewFunction(fn))
	L.Push(lua.LString(name))
	L.Call(1, 0)
}

type library struct{ Options }

// worked counts bytes that a function has made or gone through, and reports
// whether the call goes on: one that was stopped must not be held up by a loop
// in Go.
func (lib *library) worked(bytes int) bool {
	return lib.Worked == nil || lib.Worked(bytes)
}

func functions(L *lua.LState, t *lua.LTable, fs map[string]lua.LGFunction) *lua.LTable {
	for name, fn := range fs {
		t.RawSetString(name, L.NewFunction(fn))
	}
	return t
}

// print writes its arguments to the server's log.
//
// @param ... any
func (lib *library) print(L *lua.LState) int {
	parts := make([]string, L.GetTop())
	for i := range parts {
		parts[i] = L.ToStringMeta(L.Get(i + 1)).String()
	}
	if lib.Print != nil {
		lib.Print(strings.Join(parts, "\t"))
	}
	return 0
}

// error ends what runs with an error. A text gets the place before it: level 1 is
// where error was called, 2 where the function that calls error was called, and
// so on; 0 is no place.
//
// @param message any
// @param level? integer
func raise(L *lua.LState) int {
	message, level := L.CheckAny(1), L.OptInt(2, 1)
	if level > 1 {
		level++ // gopher-lua counts error itself too, as the first
	}
	L.Error(message, level)
	return 0
}

// tostring is a value as text; whole numbers have no point and no exponent.
//
// @param v any
// @return string
func tostring(L *lua.LState) int {
	L.Push(lua.LString(Text(L, L.CheckAny(1))))
	return 1
}

// Text is tostring for Go: it honours __tostring.
func Text(L *lua.LState, v lua.LValue) string {
	n, ok := v.(lua.LNumber)
	if !ok {
		return L.ToStringMeta(v).String()
	}
	f := float64(n)
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case f == math.Trunc(f) && math.Abs(f) < 1<<53:
		return fmt.Sprintf("%d", int64(f))
	}
	return fmt.Sprintf("%.14g", f)
}

// tonumber reads a number; with a base, a whole number in it.
//
// @param v any
// @param base? integer 2 to 36
// @return number?
func tonumber(L *lua.LState) int {
	base := L.OptInt(2, 10)
	switch v := L.CheckAny(1).(type) {
	case lua.LNumber:
		L.Push(v)
		return 1
	case lua.LString:
		text := strings.TrimSpace(string(v))
		if n, ok := parseNumber(text, base); ok {
			L.Push(lua.LNumber(n))
			return 1
		}
	}
	L.Push(lua.LNil)
	return 1
}

// rawlen is the length without __len.
//
// @param v table|string
// @return integer
func rawlen(L *lua.LState) int {
	switch v := L.CheckAny(1).(type) {
	case *lua.LTable:
		L.Push(lua.LNumber(v.Len()))
	case lua.LString:
		L.Push(lua.LNumber(len(v)))
	default:
		L.ArgError(1, "a table or a string is needed here")
	}
	return 1
}

// rawset sets an entry without __newindex. What is protected stays so.
//
// @param t table
// @param key any
// @param v any
// @return table
func rawset(L *lua.LState) int {
	t := checkOpen(L)
	t.RawSet(L.CheckAny(2), L.CheckAny(3))
	L.Push(t)
	return 1
}

// checkOpen is the table at argument 1, unless it is a library.
func checkOpen(L *lua.LState) *lua.LTable {
	t := L.CheckTable(1)
	if mt, ok := t.Metatable.(*lua.LTable); ok && mt.RawGetString(closed) == lua.LTrue {
		L.RaiseError("a library cannot be changed by scripts")
	}
	return t
}

// closed is where the metatable of a library says that it is one.
const closed = "closed"

// getmetatable is the metatable of a table of the script's own. That of a
// string or of a handle is not shown.
//
// @param v any
// @return any
func getmetatable(L *lua.LState) int {
	t, ok := L.CheckAny(1).(*lua.LTable)
	if !ok {
		L.Push(lua.LNil)
		return 1
	}
	mt, ok := t.Metatable.(*lua.LTable)
	if !ok {
		L.Push(lua.LNil)
		return 1
	}
	if protected := mt.RawGetString("__metatable"); protected != lua.LNil {
		L.Push(protected)
		return 1
	}
	L.Push(mt)
	return 1
}

// setmetatable gives a table a metatable.
//
// @param t table
// @param mt table?
// @return table
func setmetatable(L *lua.LState) int {
	t := L.CheckTable(1)
	if old, ok := t.Metatable.(*lua.LTable); ok && old.RawGetString("__metatable") != lua.LNil {
		L.RaiseError("cannot change a protected metatable")
	}
	if L.Get(2) == lua.LNil {
		t.Metatable = lua.LNil
	} else {
		t.Metatable = L.CheckTable(2)
	}
	L.Push(t)
	return 1
}
