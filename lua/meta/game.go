package meta

import (
	"bytes"
	"fmt"
)

// Names are the full names of what a folder of scripts defines.
type Names struct{ Commands, Cmdsets, Typeclasses, Menus []string }

// Game is a stub that lets an editor complete and check those names.
func Game(n Names) []byte {
	var b bytes.Buffer
	b.WriteString("---@meta _\n-- Made by `mud meta` from the scripts; run it again when names have changed.\n")
	for _, a := range []struct {
		alias string
		names []string
	}{{"CommandName", n.Commands}, {"CmdsetName", n.Cmdsets}, {"TypeclassName", n.Typeclasses}, {"MenuName", n.Menus}} {
		fmt.Fprintf(&b, "\n---@alias mud.%s\n", a.alias)
		for _, name := range a.names {
			fmt.Fprintf(&b, "---| %q\n", name)
		}
		if len(a.names) == 0 {
			b.WriteString("---| string\n")
		}
	}
	return b.Bytes()
}

// Luarc is the settings of lua-language-server for a folder of scripts.
const Luarc = `{
  "runtime.version": "Lua 5.1",
  "runtime.builtin": { "io": "disable", "debug": "disable", "package": "disable" },
  "workspace.library": [".meta"],
  "diagnostics.severity": { "undefined-global": "Error" },
  "diagnostics.disable": ["inject-field"]
}
`
