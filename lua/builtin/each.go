package builtin

import lua "github.com/yuin/gopher-lua"

// Each calls fn with each entry of a table in the order of pairs, which is the
// order in which the keys came. LTable.ForEach takes the order of a Go map,
// which is another each time: what a step does must not depend on it.
func Each(t *lua.LTable, fn func(k, v lua.LValue)) {
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		fn(k, v)
	}
}
