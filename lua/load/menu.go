package load

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"mud/lua/vm"
)

// @field menu.key string the file's name
// @field menu.start? string the first node; "start" without it
// @field menu.nodes table<string, mud.MenuNode> by name
// @field menu.prompt? string what stands before the cursor
// @field menu.format? fun(text: string, options: mud.MenuOption[]): string how a node is shown
// @field menu.at_close? fun(cmd: mud.Cmd, data: mud.Data) when it has ended
// @field menu.merge? "replace"|"union" "union": a line that the menu does not know may be a command
// @field menu.auto_quit? boolean false: "quit" is no option of each node
// @field menu.auto_look? boolean false: "look" is no option of each node
// @field menu.auto_help? boolean false: "help" is no option of each node
var menuFields = map[string]lua.LValueType{
	"key": lua.LTString, "start": lua.LTString, "nodes": lua.LTTable, "prompt": lua.LTString, "merge": lua.LTString, "format": lua.LTFunction,
	"at_close": lua.LTFunction, "auto_quit": lua.LTBool, "auto_look": lua.LTBool, "auto_help": lua.LTBool,
}

// @field node.text string|fun(cmd: mud.Cmd, data: mud.Data): string
// @field node.options? mud.MenuOption[]|fun(cmd: mud.Cmd, data: mud.Data): mud.MenuOption[]
// @field node.default? mud.MenuOption what a line that is no option does
// @field node.help? string|fun(cmd: mud.Cmd, data: mud.Data): string
var nodeFields = map[string]lua.LValueType{
	"text": anyType, "options": anyType, "default": lua.LTTable, "help": anyType,
}

// @field option.key? string|string[] what is typed; its number without it
// @field option.desc? string
// @field option.to? string|boolean|fun(cmd: mud.Cmd, data: mud.Data, line: string): string|boolean|nil the next node; false ends the menu, nil stays
// @field option.run? fun(cmd: mud.Cmd, data: mud.Data, line: string) done first
var optionFields = map[string]lua.LValueType{
	"key": anyType, "desc": lua.LTString, "to": anyType, "run": lua.LTFunction,
}

// menu checks a menu: its fields, and that what its options lead to is there.
// What functions return is seen when they are called.
func (r *reader) menu() {
	r.fields(menuFields, nothingElse)
	nodes, _ := r.table.RawGetString("nodes").(*lua.LTable)
	if nodes == nil {
		r.problem("nodes", "a menu needs nodes = { start = { text = …, options = { … } }, … }")
		return
	}
	if merge := r.str("merge", "replace"); merge != "replace" && merge != "union" {
		r.problem("merge", fmt.Sprintf("merge of a menu is \"replace\" or \"union\", not %q", merge))
	}
	known := map[string]bool{}
	vm.Each(nodes, func(k, _ lua.LValue) { known[k.String()] = true })
	names := slices.Sorted(maps.Keys(known))
	check := func(where, name string) {
		if !known[name] {
			r.problemAt(`["']`+regexp.QuoteMeta(name)+`["']`, fmt.Sprintf("%s: there is no node %q%s", where, name, didYouMean(name, names)))
		}
	}
	check("start", r.str("start", "start"))
	for _, name := range names {
		r.node(name, nodes.RawGetString(name), check)
	}
}

// node checks one node of a menu.
func (r *reader) node(name string, v lua.LValue, check func(where, name string)) {
	where := "node " + name
	t, ok := v.(*lua.LTable)
	if !ok {
		r.problem(name, fmt.Sprintf("%s must be a table, not a %s", where, v.Type()))
		return
	}
	r.part(name, where, t, nodeFields)
	switch text := t.RawGetString("text").Type(); text {
	case lua.LTString, lua.LTFunction:
	default:
		r.problem(name, fmt.Sprintf("%s needs text = \"…\" or a function, not %s", where, text))
	}
	if options, ok := t.RawGetString("options").(*lua.LTable); ok {
		vm.Each(options, func(k, v lua.LValue) { r.option(name, fmt.Sprintf("%s, option %s", where, k), v, check) })
	}
	if option, ok := t.RawGetString("default").(*lua.LTable); ok {
		r.option(name, where+", default", option, check)
	}
}

// option checks one option of a node.
func (r *reader) option(field, where string, v lua.LValue, check func(where, name string)) {
	t, ok := v.(*lua.LTable)
	if !ok {
		r.problem(field, fmt.Sprintf("%s must be a table, not a %s", where, v.Type()))
		return
	}
	r.part(field, where, t, optionFields)
	switch to := t.RawGetString("to").(type) {
	case lua.LString:
		check(where, string(to))
	case *lua.LNilType, *lua.LFunction:
	case lua.LBool:
		if to {
			r.problem(field, where+": to is the name of a node, a function, or false for the end")
		}
	default:
		r.problem(field, fmt.Sprintf("%s: to is the name of a node, a function, or false for the end, not a %s", where, to.Type()))
	}
}

// part checks the fields of a table inside of a definition.
func (r *reader) part(field, where string, t *lua.LTable, known map[string]lua.LValueType) {
	names := slices.Sorted(maps.Keys(known))
	vm.Each(t, func(k, v lua.LValue) {
		want, ok := known[k.String()]
		switch {
		case !ok:
			r.problem(field, fmt.Sprintf("%s: there is no field %q%s", where, k.String(), didYouMean(k.String(), names)))
		case want != anyType && v.Type() != want:
			r.problem(field, fmt.Sprintf("%s: %s must be a %s, not a %s", where, k.String(), want, v.Type()))
		}
	})
}
