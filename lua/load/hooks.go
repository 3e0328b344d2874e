package load

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"mud/engine/command"
	"mud/lua/lint"
	"mud/lua/meta"
)

// methodName is the definition of a function of a typeclass.
var methodName = regexp.MustCompile(`(?m)^[ \t]*function [\w.]+[:.](\w+)\(`)

// hookPrefix is how the names of hooks mostly begin.
var hookPrefix = regexp.MustCompile(`^(?:at|announce)_`)

var word = regexp.MustCompile(`\w+`)

// method is where a function of a typeclass is defined.
type method struct {
	plugin *plugin
	file   file
	at     int // line
}

// uncalledHooks finds functions of typeclasses that nobody calls, where the name
// is nearly that of a hook which somebody calls, or of a function which core
// calls. Those of a game may be alike: it may make up the names that it calls.
func uncalledHooks(plugins []*plugin) (problems []Problem) {
	called, byCore, defined := methods(plugins)
	hooks, all := set(meta.Hooks()...), set(meta.Hooks()...)
	for name := range called {
		if hookPrefix.MatchString(name) {
			hooks[name] = true
		}
	}
	for name := range byCore {
		if defined[name] != nil {
			all[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(defined)) {
		if called[name] || hooks[name] {
			continue
		}
		near := command.Nearest(name, slices.Sorted(maps.Keys(hooks)))
		if !hookPrefix.MatchString(name) { // it may be for @lua alone: only a slip counts
			near = command.Nearest(name, slices.Sorted(maps.Keys(all)))
			if !command.Misspelt(name, near) {
				near = ""
			}
		}
		if near == "" {
			continue
		}
		for _, d := range defined[name] {
			problems = append(problems, d.plugin.named(d.file, d.at, name, fmt.Sprintf("nobody calls the hook %s; did you mean %q?", name, near)))
		}
	}
	return problems
}

// methods are the names that scripts mention, those that core does, and the
// functions of typeclasses that they define.
func methods(plugins []*plugin) (called, byCore lint.Set, defined map[string][]method) {
	called, byCore, defined = lint.Set{}, lint.Set{}, map[string][]method{}
	for _, p := range plugins {
		for _, f := range p.files {
			source := string(f.source)
			for _, m := range methodName.FindAllStringSubmatchIndex(source, -1) {
				if strings.Contains(f.path, "/typeclasses/") {
					name := source[m[2]:m[3]]
					defined[name] = append(defined[name], method{p, f, 1 + strings.Count(source[:m[2]], "\n")})
				}
			}
			for _, name := range word.FindAllString(methodName.ReplaceAllString(source, ""), -1) {
				called[name] = true
				if p.Name == Core {
					byCore[name] = true
				}
			}
		}
	}
	return called, byCore, defined
}
