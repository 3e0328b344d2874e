package load

import (
	"fmt"
	"maps"
	"slices"

	"mud/engine/command"
)

// join has the plugins add, replace and remove commands in one another's sets,
// as their manifests say, in the order of the plugins: where two of them touch
// the same command the later one counts, and that is noted.
func (g *Generation) join(plugins []*plugin) {
	j := joining{g, map[touched]touch{}}
	for _, p := range plugins {
		j.each(p, "add", p.Add, j.add)
		j.each(p, "replace", p.Replace, j.replace)
		j.each(p, "remove", p.Remove, j.remove)
	}
}

type joining struct {
	*Generation
	touches map[touched]touch
}

// touched is a command of a set, touch what a plugin did to it last.
type touched struct{ set, key string }

type touch struct{ plugin, what string }

// each goes through the sets of a table of a manifest.
func (j joining) each(p *plugin, table string, sets map[string][]string, do func(p *plugin, name string, set *command.Set, item string)) {
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		set := j.cmdsets[name]
		if set == nil {
			if !j.faults.hasIn("cmdsets", name) {
				j.problem(p.problemIn(table, name, "", "["+table+"] "+j.noCmdset(name)))
			}
			continue
		}
		for _, item := range sets[name] {
			do(p, name, set, item)
		}
	}
}

// own finds a command that a manifest names.
func (j joining) own(p *plugin, table, set, name string) *command.Def {
	def := j.find(p.Name, name)
	if def == nil && !j.missingCommand(p.Name, name) {
		j.problem(p.problemIn(table, set, name, "["+table+"] "+j.noCommand(p.Name, name)))
	}
	return def
}

func (j joining) add(p *plugin, name string, set *command.Set, item string) {
	def := j.own(p, "add", name, item)
	if def == nil {
		return
	}
	if before, ok := j.touches[touched{name, def.Key}]; ok && before.plugin != p.Name {
		j.disagree(p, "adds", name, def.Key)
		dropKey(set, def.Key)
	}
	set.Commands = append(set.Commands, command.Bound{Def: def, Source: set})
	j.touches[touched{name, def.Key}] = touch{p.Name, "adds"}
}

func (j joining) replace(p *plugin, name string, set *command.Set, item string) {
	def := j.own(p, "replace", name, item)
	if def == nil {
		return
	}
	at := keyAt(set, def.Key)
	before, known := j.touches[touched{name, def.Key}]
	switch {
	case known && before.plugin != p.Name:
		j.disagree(p, "replaces", name, def.Key)
	case at < 0:
		j.problem(p.problemIn("replace", name, item, fmt.Sprintf("[replace] %s has no command with the key %q%s; what is new is put under [add]",
			name, def.Key, didYouMean(def.Key, keysOf(set)))))
		return
	}
	bound := command.Bound{Def: def, Source: set}
	if at < 0 {
		set.Commands = append(set.Commands, bound)
	} else {
		set.Commands[at] = bound
	}
	j.touches[touched{name, def.Key}] = touch{p.Name, "replaces"}
}

func (j joining) remove(p *plugin, name string, set *command.Set, key string) {
	if before, ok := j.touches[touched{name, key}]; ok && before.plugin != p.Name {
		j.disagree(p, "removes", name, key)
	}
	disable(set, key)
	j.touches[touched{name, key}] = touch{p.Name, "removes"}
}

// disagree notes that two plugins touch the same command.
func (j joining) disagree(p *plugin, what, set, key string) {
	before := j.touches[touched{set, key}]
	j.notes = append(j.notes, fmt.Sprintf(
		"The plugins %s and %s both touch %q in %s: %s %s it, then %s %s it. The later one counts; their order is that of [scripts] plugins in mud.toml.",
		before.plugin, p.Name, key, set, before.plugin, before.what, p.Name, what))
}

func keysOf(set *command.Set) []string {
	var keys []string
	for _, b := range set.Commands {
		keys = append(keys, b.Def.Key)
	}
	return keys
}

func keyAt(set *command.Set, key string) int {
	return slices.IndexFunc(set.Commands, func(b command.Bound) bool { return b.Def.Key == key })
}

func dropKey(set *command.Set, key string) {
	set.Commands = slices.DeleteFunc(set.Commands, func(b command.Bound) bool { return b.Def.Key == key })
}

// twice looks for sets that have two commands with the same key: the second
// would never be found.
func (g *Generation) twice() {
	for _, l := range g.links {
		first := map[string]*command.Def{}
		for _, b := range l.set.Commands {
			other := first[b.Def.Key]
			first[b.Def.Key] = b.Def
			if other != nil && other != b.Def && (l.set.Duplicates == nil || !*l.set.Duplicates) {
				l.r.problem("commands", fmt.Sprintf("two commands of this set have the key %q: %s and %s; what takes the place of another is put under [replace] in plugin.toml",
					b.Def.Key, other.Name, b.Def.Name))
			}
		}
	}
}
