package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/lua/vm"
)

// Plugin describes a plugin that there is, in use or not.
type Plugin struct {
	Name, Version, Description string
	Requires                   []string
	Files                      int
	Texts                      []string // its own, by name
	Used                       bool     // it is in this generation
	Listed                     bool     // it is in the list of mud.toml
	Switched                   bool     // it was turned on or off in the game
	LeftOut                    string   // why it was left out at the start, "" when it was not
	Add, Replace, Remove       map[string][]string
	Settings                   map[string]any // as they are, nil where it is not in use
}

// pluginsModule is mud.plugins: the plugins that there are.
func (a *API) pluginsModule() lua.LValue {
	return a.module("mud.plugins", a.table(funcs{"all": a.pluginsAll}, funcs{"set": a.pluginsSet}), nil)
}

// mud.plugins:all lists all plugins in the scripts folder, in use or not.
//
// @return { name: string, version: string, description: string, requires: string[], files: integer, used: boolean, listed: boolean, switched: boolean, left_out: string, add: table<string, string[]>, replace: table<string, string[]>, remove: table<string, string[]>, texts: string[], settings: mud.Data }[] listed: mud.toml has it; switched: it was turned on or off in the game; left_out: the mistake for which it was left out at the start, or ""
func (a *API) pluginsAll(L *lua.LState) int {
	out := []any{}
	for _, p := range a.defs.Plugins() {
		out = append(out, map[string]any{
			"name": p.Name, "version": p.Version, "description": p.Description, "requires": append([]string{}, p.Requires...),
			"files": p.Files, "used": p.Used, "listed": p.Listed, "switched": p.Switched, "left_out": p.LeftOut, "settings": anyMap(p.Settings),
			"texts": append([]string{}, p.Texts...), "add": lists(p.Add), "replace": lists(p.Replace), "remove": lists(p.Remove),
		})
	}
	L.Push(a.Lua(out))
	return 1
}

func lists(m map[string][]string) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// mud.plugins:set turns a plugin on or off as a reload, for this game and over
// what mud.toml lists, also after a restart. It waits; when anything is wrong
// all stays as it is.
//
// @param name string
// @param on? boolean without it the plugin is again as mud.toml says
// @return boolean ok
// @return string report what was loaded, or what is wrong, for people
func (a *API) pluginsSet(L *lua.LState) int {
	e, name := a.live(L), L.CheckString(2)
	var on *bool
	if v, ok := L.Get(3).(lua.LBool); ok {
		b := bool(v)
		on = &b
	}
	return vm.Wait(L, e.SwitchJob(name, on))
}
