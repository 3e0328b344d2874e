package load

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"mud/lua/api"
)

// Places tells where the definitions of a name come from: of a command by its
// key, an alias or its name, of others by their name; the plugin may be left
// out of a name.
func (g *Generation) Places(name string) (out []api.Place) {
	bare := strings.TrimLeft(name, "@+&/")
	fits := func(full string) bool { return full == name || strings.HasSuffix(full, "."+name) }
	for _, full := range slices.Sorted(maps.Keys(g.commands)) {
		d := g.commands[full]
		words := append([]string{d.Key}, d.Aliases...)
		if fits(full) || slices.ContainsFunc(words, func(w string) bool {
			return strings.EqualFold(w, name) || strings.EqualFold(strings.TrimLeft(w, "@+&/"), bare)
		}) {
			out = append(out, g.place("command", full, d.Where))
		}
	}
	for _, l := range g.links {
		if full := l.r.module(); fits(full) {
			out = append(out, g.place("cmdset", full, l.r.file.path))
		}
	}
	for _, full := range slices.Sorted(maps.Keys(g.typeclasses)) {
		if fits(full) {
			out = append(out, g.place("typeclass", full, g.typeclasses[full].reader.file.path))
		}
	}
	return out
}

// module is the full name of what the file defines: "haven.inn".
func (r *reader) module() string {
	parts := strings.SplitN(r.file.module, ".", 3)
	return parts[0] + "." + parts[len(parts)-1]
}

func (g *Generation) place(kind, name, path string) api.Place {
	f := g.sources[path]
	line, _ := f.find(`\.\s*` + kind + `\s*[({]`)
	o := g.Origin(path)
	plugin, _, _ := strings.Cut(path, "/")
	return api.Place{
		Kind: kind, Name: name, Plugin: plugin, File: path, Line: line, Generation: o.Generation, By: o.By,
		Path: filepath.Join(g.loader.Path, filepath.FromSlash(path)),
	}
}
