package api

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/command"
)

// textsModule is mud.texts: the files texts/<name>.txt of the plugins.
func (a *API) textsModule() lua.LValue {
	return a.module("mud.texts", a.table(funcs{"get": a.textsGet}), nil)
}

// mud.texts.get is what is in texts/<name>.txt of the last plugin that has such
// a file: text with markup, in which {name} stands for values of msg.
//
// @param name string
// @return string
func (a *API) textsGet(L *lua.LState) int {
	name := L.CheckString(1)
	text, ok := a.defs.Text(name)
	if !ok {
		hint := "; there are " + strings.Join(a.defs.TextNames(), ", ")
		if near := command.Nearest(name, a.defs.TextNames()); near != "" {
			hint = "; did you mean \"" + near + "\"?"
		}
		L.RaiseError("no plugin has a text %q%s", name, hint)
	}
	L.Push(lua.LString(text))
	return 1
}
