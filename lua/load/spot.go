package load

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/command"
)

// Spot is the file and line of what runs; see engine.Scripts.
func (g *Generation) Spot(of any) string {
	var fn *lua.LFunction
	switch of := of.(type) {
	case *command.Def:
		t, ok := of.Handle.(*lua.LTable)
		if !ok {
			return of.Where
		}
		fn, _ = t.RawGetString("run").(*lua.LFunction)
	case engine.FuncSpot:
		fn, _ = g.function(string(of))
	case engine.InputSpot:
		fn = g.inputs[string(of)]
	case engine.HookSpot:
		fn = g.api.Hook(of.Target, of.Name)
	}
	if fn == nil || fn.IsG {
		return ""
	}
	return fmt.Sprintf("%s:%d", fn.Proto.SourceName, fn.Proto.LineDefined)
}
