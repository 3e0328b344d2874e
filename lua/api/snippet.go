package api

import (
	"fmt"
	"regexp"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/guard"
	"mud/engine/object"
	"mud/lua/vm"
)

// mud.lua compiles a snippet with me, here, self and cmd, for @lua. The
// function that it gives returns the value of an expression.
//
// @param code string
// @param cmd mud.Cmd
// @return (fun(): any)? fn
// @return string? why what is wrong
func (a *API) mudLua(L *lua.LState) int {
	a.live(L)
	code, cmd := guard.Release(L.CheckString(1)), L.CheckTable(2)
	fn, err := a.snippet(L, code, cmd)
	if err != nil {
		L.Push(lua.LNil)
		L.Push(lua.LString(err.Error()))
		return 2
	}
	L.Push(fn)
	return 1
}

// mud.inspect is a value as builders read it: strings in quotes, three levels
// of tables, forty entries of each.
//
// @param v any
// @return string
func (a *API) mudInspect(L *lua.LState) int {
	L.Push(lua.LString(a.inspect(L.Get(1), 0)))
	return 1
}

// snippet compiles code with an environment of its own: what it names is
// looked up among its own variables first, then in the scripts' globals.
func (a *API) snippet(L *lua.LState, code string, cmd *lua.LTable) (*lua.LFunction, error) {
	proto, err := vm.Compile([]byte("return "+code), "@lua")
	if err != nil {
		if proto, err = vm.Compile([]byte(code), "@lua"); err != nil {
			return nil, err
		}
	}
	env := L.NewTable()
	c, _ := cmd.RawGetString(callKey).(*lua.LUserData).Value.(*engine.Call)
	var here *object.Object
	if c.Caller != nil {
		here = c.Caller.Location()
	}
	names := map[string]lua.LValue{
		"me": a.Handle(c.Caller), "self": a.Handle(c.Caller), "here": a.Handle(here), "cmd": cmd, "mud": a.mud,
		"session": a.Face(c.Session), "account": cmd.RawGetString("account"),
	}
	for name, v := range names {
		env.RawSetString(name, v)
	}
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		if _, ok := names[L.Get(2).String()]; ok {
			L.Push(lua.LNil) // there is no here for somebody who is nowhere
		} else {
			L.Push(L.GetTable(L.G.Global, L.Get(2)))
		}
		return 1
	}))
	env.Metatable = mt
	fn := a.vm.Load(proto)
	fn.Env = env
	return fn, nil
}

// Inspect is a value as builders read it.
func (a *API) Inspect(v lua.LValue) string { return a.inspect(v, 0) }

func (a *API) inspect(v lua.LValue, depth int) string {
	switch v := v.(type) {
	case lua.LString:
		return fmt.Sprintf("%q", guard.Release(string(v)))
	case *lua.LTable:
		return a.inspectTable(v, depth)
	case *lua.LUserData:
		if p, ok := v.Value.(*tableProxy); ok {
			return a.inspect(a.plain(p.t), depth)
		}
	}
	return a.vm.State().ToStringMeta(v).String()
}

// inspectTable writes a table as one would type it.
func (a *API) inspectTable(t *lua.LTable, depth int) string {
	if depth >= 3 {
		return "{…}"
	}
	var parts []string
	size, full := 0, false
	next := lua.LNumber(1)
	vm.Each(t, func(k, v lua.LValue) {
		switch name, isName := k.(lua.LString); {
		case full:
			return
		case len(parts) == 40 || size > maxInspected:
			parts, full = append(parts, "…"), true
		case k == next:
			parts, next = append(parts, a.inspect(v, depth+1)), next+1
		case isName && plainName.MatchString(string(name)):
			parts = append(parts, string(name)+" = "+a.inspect(v, depth+1))
		default:
			parts = append(parts, "["+a.inspect(k, depth+1)+"] = "+a.inspect(v, depth+1))
		}
		size += 1 + len(parts[len(parts)-1])
	})
	if len(parts) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// maxInspected bounds what is shown of a table, in bytes.
const maxInspected = 64 << 10

var plainName = regexp.MustCompile(`^[A-Za-z_]\w*$`)
