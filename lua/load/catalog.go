package load

import (
	"path/filepath"
	"slices"
	"strings"

	"mud/engine"
	"mud/lua/api"
)

// folders are the plugins that there are in the scripts folder, in use or not.
func (l *Loader) folders() []string {
	var out []string
	all, _ := filepath.Glob(filepath.Join(l.Path, "*", "plugin.toml"))
	for _, manifest := range all {
		out = append(out, filepath.Base(filepath.Dir(manifest)))
	}
	for path := range l.Overlay {
		if name, ok := strings.CutSuffix(path, "/plugin.toml"); ok && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// names are the plugins that an order is for: those of mud.toml without those
// that were turned off in the game, then those that were turned on.
func (l *Loader) names(o engine.Order) []string {
	var out []string
	for _, name := range l.Plugins {
		if on, switched := o.Plugins[name]; !switched || on || name == Core {
			out = append(out, name)
		}
	}
	for _, name := range l.folders() {
		if o.Plugins[name] && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// catalog describes all plugins that there are, for @plugin.
func (l *Loader) catalog(o engine.Order, used []*plugin, g *Generation) []api.Plugin {
	var out []api.Plugin
	for _, name := range l.folders() {
		p := &plugin{}
		p.Name = name
		if at := slices.IndexFunc(used, func(u *plugin) bool { return u.Name == name }); at >= 0 {
			p = used[at]
		} else if read, problems := readManifest(l.Path, name); len(problems) == 0 {
			p = read
		}
		_, switched := o.Plugins[name]
		out = append(out, api.Plugin{
			Name: name, Version: p.Version, Description: p.Description, Requires: p.Requires, Files: len(p.files), Texts: p.textNames(),
			Used: slices.Contains(used, p), Listed: slices.Contains(l.Plugins, name), Switched: switched, LeftOut: l.leftOut[name],
			Add: p.Add, Replace: p.Replace, Remove: p.Remove, Settings: g.settings[name],
		})
	}
	return out
}

// Plugins describes all plugins that there are, in use or not.
func (g *Generation) Plugins() []api.Plugin { return g.catalog }
