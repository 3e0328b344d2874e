package load

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/command"
	"mud/engine/value"
	"mud/lua/api"
	"mud/lua/vm"
)

// @field cmdset.key string the file's name
// @field cmdset.priority? integer the higher one is merged later and wins; 0 without it
// @field cmdset.merge? "union"|"intersect"|"replace"|"remove" with those below it; "union" without it
// @field cmdset.duplicates? boolean commands of the same key are both kept
// @field cmdset.key_merges? table<string, "union"|"intersect"|"replace"|"remove"> other ways to merge, by the key of the other set
// @field cmdset.no_exits? boolean the names of exits are no commands
// @field cmdset.no_objs? boolean commands of things around are left out
// @field cmdset.no_channels? boolean commands of channels are left out
// @field cmdset.commands? (string|mud.CommandName)[] by their names below commands/, such as "social.say", or in full
// @field cmdset.disable? string[] keys of commands that are taken out
var cmdsetFields = map[string]lua.LValueType{
	"key": lua.LTString, "priority": lua.LTNumber, "merge": lua.LTString, "duplicates": lua.LTBool,
	"key_merges": lua.LTTable, "no_exits": lua.LTBool, "no_objs": lua.LTBool, "no_channels": lua.LTBool,
	"commands": lua.LTTable, "disable": lua.LTTable,
}

// merges are the ways in which command sets are merged, by their Lua names.
var merges = map[string]command.MergeType{
	"union": command.Union, "intersect": command.Intersect, "replace": command.Replace, "remove": command.Remove,
}

// defineCmdset takes in a command set. Its commands are looked up when all
// plugins are loaded, in linkPlugin.
func (g *Generation) defineCmdset(r *reader, name string) {
	r.fields(cmdsetFields, nothingElse)
	set := &command.Set{
		Name: name, Key: r.str("key", name), Merge: r.merge("merge", r.str("merge", "union")),
		Duplicates: r.flag("duplicates"), NoExits: r.flag("no_exits"), NoObjs: r.flag("no_objs"), NoChannels: r.flag("no_channels"),
	}
	if n, ok := r.table.RawGetString("priority").(lua.LNumber); ok {
		set.Priority = int(n)
	}
	if t, ok := r.table.RawGetString("key_merges").(*lua.LTable); ok {
		set.KeyMerges = map[string]command.MergeType{}
		vm.Each(t, func(k, v lua.LValue) { set.KeyMerges[k.String()] = r.merge("key_merges", v.String()) })
	}
	g.cmdsets[name] = set
	g.links = append(g.links, cmdsetLink{r, set})
}

// cmdsetLink is a command set whose commands are still names.
type cmdsetLink struct {
	r   *reader
	set *command.Set
}

func (r *reader) merge(field, name string) command.MergeType {
	m, ok := merges[name]
	if !ok {
		r.problem(field, fmt.Sprintf("%s is union, intersect, replace or remove, not %q", field, name))
	}
	return m
}

// link finds the commands that command sets name, and takes out those that
// they disable.
func (g *Generation) link() {
	for _, l := range g.links {
		for _, name := range l.r.list("commands") {
			if def := g.find(l.r.plugin.Name, name); def != nil {
				l.set.Commands = append(l.set.Commands, command.Bound{Def: def, Source: l.set})
				continue
			}
			if !g.missingCommand(l.r.plugin.Name, name) {
				l.r.problem("commands", g.noCommand(l.r.plugin.Name, name))
			}
		}
		for _, key := range l.r.list("disable") {
			disable(l.set, key)
		}
	}
}

func (g *Generation) noCmdset(name string) string {
	return fmt.Sprintf("there is no command set %q%s", name, didYouMean(name, slices.Collect(maps.Keys(g.cmdsets))))
}

// noCommand says what may have been meant by a name in a file of a plugin, in
// the form in which it is found from there.
func (g *Generation) noCommand(plugin, name string) string {
	text := fmt.Sprintf("there is no command %q: it is the path below commands/ with dots, such as \"social.say\"", name)
	forms := map[string]string{}
	for _, full := range slices.Sorted(maps.Keys(g.commands)) {
		owner, short, _ := strings.Cut(full, ".")
		forms[full] = full
		if owner == plugin {
			forms[short] = short
		} else if forms[short] == "" {
			forms[short] = full
		}
	}
	if near := command.Nearest(name, slices.Collect(maps.Keys(forms))); near != "" {
		text += fmt.Sprintf("; did you mean %q?", forms[near])
	}
	return text
}

// missingCommand tells whether a command is not there because of a problem that
// is told already.
func (g *Generation) missingCommand(plugin, name string) bool {
	return g.faults.hasIn("commands", plugin+"."+name) || g.faults.hasIn("commands", name)
}

// find is a command by its name inside its plugin or by its full name.
func (g *Generation) find(plugin, name string) *command.Def {
	if def := g.commands[plugin+"."+name]; def != nil {
		return def
	}
	return g.commands[name]
}

// disable takes a command out of a set by its key or its name.
func disable(set *command.Set, key string) {
	set.Commands = slices.DeleteFunc(set.Commands, func(b command.Bound) bool {
		return b.Def.Key == key || strings.HasSuffix(b.Def.Name, "."+key)
	})
}

// check looks at the generation as a whole: what typeclasses inherit, and what
// must be there.
func (g *Generation) check() {
	for _, name := range slices.Sorted(maps.Keys(g.typeclasses)) {
		g.inherit(g.typeclasses[name])
		for _, set := range g.typeclasses[name].engine.Cmdsets {
			if g.cmdsets[set] == nil && !g.faults.hasIn("cmdsets", set) {
				g.typeclasses[name].reader.problem("cmdsets", g.noCmdset(set))
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(g.loader.Levels)) {
		if set := g.loader.Levels[key]; g.cmdsets[set] == nil && !g.faults.hasIn("cmdsets", set) {
			g.problem(g.loader.configured("", fmt.Sprintf("[cmdsets] %s: %s", key, g.noCmdset(set)), "cmdsets", key))
		}
	}
	if g.Exit() == nil && len(g.problems) == 0 && !g.faults.any() {
		g.problem(Problem{Plugin: Core, File: Core + "/plugin.toml", Message: "no command has the key \"__exit\": without it nobody can walk"})
	}
}

// inherit gives a typeclass what it does not say itself from those that it
// extends.
func (g *Generation) inherit(t *typeclass) {
	for parent := api.Parent(t.table); parent != nil; parent = api.Parent(parent) {
		p := g.typeclasses[lua.LVAsString(parent.RawGetString("full_name"))]
		if p == nil {
			return
		}
		if t.engine.Cmdsets == nil {
			t.engine.Cmdsets = p.engine.Cmdsets
		}
		t.engine.Locks = t.engine.Locks.Over(p.engine.Locks)
		for k, v := range p.engine.DB {
			if _, ok := t.engine.DB[k]; !ok {
				if t.engine.DB == nil {
					t.engine.DB = map[string]value.Value{}
				}
				t.engine.DB[k] = v
			}
		}
	}
}

// defaults are the entries of a typeclass's db table by name.
func defaults(v value.Value) map[string]value.Value {
	out := map[string]value.Value{}
	if t, ok := v.(*value.Table); ok {
		for _, k := range t.Keys() {
			if name, ok := k.(string); ok {
				out[name] = t.Get(k)
			}
		}
	}
	return out
}
