package load

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"mud/engine/command"
	"mud/lua/api"
)

// kindOfFile is what a file of a folder of a plugin is.
func kindOfFile(folder string) string {
	if kind, ok := folders[folder]; ok {
		return kind
	}
	return map[string]string{"lib": "lib", "help": "help", "texts": "text"}[folder]
}

// Places tells where what has a name comes from: a command by its key, an alias
// or its name, all others by their name; the plugin may be left out of a name.
// Each may be named by its path too, and as require does.
func (g *Generation) Places(name string) (out []api.Place) {
	for _, path := range slices.Sorted(maps.Keys(g.origins)) {
		module := strings.ReplaceAll(strings.TrimSuffix(path, filepath.Ext(path)), "/", ".")
		parts := strings.SplitN(module, ".", 3)
		if len(parts) < 3 || !g.uses(parts[0]) || kindOfFile(parts[1]) == "" {
			continue
		}
		kind, full := kindOfFile(parts[1]), parts[0]+"."+parts[2]
		if path == name || module == name || full == name || strings.HasSuffix(full, "."+name) ||
			kind == "command" && g.commands[full] != nil && isCalled(g.commands[full], name) {
			out = append(out, g.place(kind, full, path))
		}
	}
	return out
}

// uses tells whether a plugin is in use.
func (g *Generation) uses(plugin string) bool { return g.settings[plugin] != nil }

// isCalled tells whether players call a command so.
func isCalled(d *command.Def, name string) bool {
	return slices.ContainsFunc(append([]string{d.Key}, d.Aliases...), func(w string) bool {
		return strings.EqualFold(w, name) || bareName(w) == bareName(name)
	})
}

func (g *Generation) place(kind, name, path string) api.Place {
	line, _ := g.sources[path].find(`\.\s*` + kind + `\s*[({]`)
	o := g.origins[path]
	plugin, _, _ := strings.Cut(path, "/")
	return api.Place{
		Kind: kind, Name: name, Plugin: plugin, File: path, Line: max(1, line), Generation: o.Generation, By: o.By, Asked: o.At,
		Path: filepath.Join(g.loader.Path, filepath.FromSlash(path)),
	}
}
