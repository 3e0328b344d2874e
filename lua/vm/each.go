package vm

import (
	lua "github.com/yuin/gopher-lua"

	"mud/lua/builtin"
)

// Each calls fn with each entry of a table in the order of pairs.
func Each(t *lua.LTable, fn func(k, v lua.LValue)) { builtin.Each(t, fn) }
