package load

import (
	"maps"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/lua/api"
	"mud/lua/lint"
	"mud/lua/meta"
	"mud/lua/vm"
)

// testGlobals are there in tests only.
var testGlobals = []string{"describe", "it", "pending", "expect", "expect_error"}

// withTests is what is known in a test.
func withTests(known *lint.Known) *lint.Known {
	more := *known
	more.Globals, more.Modules = maps.Clone(known.Globals), maps.Clone(known.Modules)
	for _, name := range testGlobals {
		more.Globals[name] = nil
	}
	more.Modules["mud.test"] = true
	return &more
}

// known is what scripts can name; without a generation, which has mistakes then,
// only what does not come from scripts.
func (g *Generation) known(plugins []*plugin) (*lint.Known, error) {
	surface, err := api.Surface()
	if err != nil {
		return nil, err
	}
	known := &lint.Known{Globals: globals(), API: map[string]lint.Set{}, Modules: lint.Set{"mud": true}}
	for owner, names := range surface {
		known.API[owner] = set(names...)
	}
	for owner := range surface { // a part is a field of what it is a part of
		if at := strings.LastIndexByte(owner, '.'); at >= 0 {
			known.API[owner[:at]][owner[at+1:]] = true
		}
	}
	maps.Copy(known.API["cmd"], set(meta.Fields("mud.Cmd")...))
	for _, p := range plugins {
		for _, f := range p.files {
			known.Modules[f.module] = true
		}
	}
	if g != nil {
		g.knows(known, plugins)
	}
	return known, nil
}

// knows adds what the scripts define themselves.
func (g *Generation) knows(known *lint.Known, plugins []*plugin) {
	known.Class = lint.Set{}
	for _, t := range g.typeclasses {
		vm.Each(t.table, func(k, _ lua.LValue) { known.Class[k.String()] = true })
	}
	names := g.Names()
	known.Named = map[lint.Kind]lint.Set{
		lint.Cmdset: set(names.Cmdsets...), lint.Typeclass: set(names.Typeclasses...), lint.Menu: set(names.Menus...), lint.Text: set(g.TextNames()...),
	}
	known.Functions = lint.Set{}
	for module, v := range g.modules {
		if t, ok := v.(*lua.LTable); ok && api.DefinitionKind(t) == "" {
			vm.Each(t, func(k, fn lua.LValue) {
				if _, ok := fn.(*lua.LFunction); ok {
					known.Functions[module+"."+k.String()] = true
				}
			})
		}
	}
	known.Settings = map[string]lint.Set{}
	for _, p := range plugins {
		known.Settings[p.Name] = set(slices.Collect(maps.Keys(g.settings[p.Name]))...)
	}
}

func set(names ...string) lint.Set {
	out := lint.Set{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

// globals are the names that each script finds, with what is in the libraries.
func globals() map[string]lint.Set {
	out := map[string]lint.Set{"require": nil}
	vm.Each(vm.New(vm.Options{}).State().G.Global, func(k, v lua.LValue) {
		out[k.String()] = nil
		if t, ok := v.(*lua.LTable); ok && k.String() != "_G" {
			names := lint.Set{}
			vm.Each(t, func(name, _ lua.LValue) { names[name.String()] = true })
			out[k.String()] = names
		}
	})
	delete(out, "_G")
	return out
}
