package api

import (
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/lua/vm"
)

// Surface is all that scripts can name of the API, by whose it is: "mud",
// "mud.sessions", "obj" for all entities, "obj.tags", "session", "cmd". What
// only cmd itself holds, such as cmd.caller, comes with each command.
func Surface() (map[string][]string, error) {
	a, err := New(vm.New(vm.Options{}), nil)
	if err != nil {
		return nil, err
	}
	a.Module()
	out := map[string][]string{}
	for name, m := range a.modules {
		out[name] = append(names(m.methods), sortedKeys(m.fields)...)
	}
	for name := range a.modules { // a module in a module is shown as an owner only
		if at := strings.LastIndexByte(name, '.'); at >= 0 {
			out[name[:at]] = slices.DeleteFunc(out[name[:at]], func(s string) bool { return s == name[at+1:] })
		}
	}
	handled := func(field string) bool { return a.handlers[field] != nil && field != "db" }
	out["obj"] = append(names(a.methods), slices.DeleteFunc(sortedKeys(objectFields), handled)...)
	out["obj"] = append(out["obj"], sortedKeys(a.waitingFuncs())...)
	for _, fields := range kindFields {
		out["obj"] = append(out["obj"], sortedKeys(fields)...)
	}
	out["session"] = append(sortedKeys(a.sessionFuncs()), sortedKeys(sessionFields)...)
	out["cmd"] = names(a.commands.RawGetString("__index").(*lua.LTable))
	for name, class := range a.handlers {
		if index, ok := class.RawGetString("__index").(*lua.LTable); ok {
			owner := "obj." + name
			if name == "merged" {
				owner = "cmd.cmdset"
			}
			out[owner] = names(index)
		}
	}
	for owner := range out {
		slices.Sort(out[owner])
		out[owner] = slices.Compact(out[owner])
	}
	return out, nil
}

// names are the keys of a table of functions.
func names(t *lua.LTable) []string {
	var out []string
	vm.Each(t, func(k, _ lua.LValue) { out = append(out, k.String()) })
	return out
}
