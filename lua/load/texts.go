package load

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"mud/lua/lint"
)

// isText tells whether a file of a plugin is one of its texts.
func isText(name string) bool {
	return strings.HasPrefix(name, "texts/") && path.Ext(name) == ".txt"
}

// textName is the name of a text or a help topic: that of its file.
func textName(f file) string { return strings.TrimSuffix(path.Base(f.path), path.Ext(f.path)) }

// askedName is that under which scripts ask for a text, in small letters.
func askedName(f file) string { return strings.ToLower(textName(f)) }

// owned is something that plugins have by name, so that a later one can have it
// in the place of an earlier one's.
type owned struct {
	plugin *plugin
	file   file
}

// owner is the file that counts of those of the same name: the last one. Where
// a plugin takes the place of another that it does not require, that is noted.
func (g *Generation) owner(what string, have map[string]owned, p *plugin, f file) {
	name := askedName(f)
	if before, ok := have[name]; ok && before.plugin != p && !p.needs(before.plugin.Name) {
		g.notes = append(g.notes, fmt.Sprintf(
			"The plugins %s and %s both have the %s %q. The later one counts; their order is that of [scripts] plugins in mud.toml.",
			before.plugin.Name, p.Name, what, name))
	}
	have[name] = owned{p, f}
}

// needs tells whether a plugin says that it requires another.
func (p *plugin) needs(other string) bool {
	return slices.ContainsFunc(p.Requires, func(need string) bool {
		name, _, _ := strings.Cut(need, ">=")
		return strings.TrimSpace(name) == other
	})
}

// takeTexts finds out which text and which topic of each name count.
func (g *Generation) takeTexts(plugins []*plugin) {
	for _, p := range plugins {
		for _, f := range p.texts {
			if strings.Count(f.path, "/") > 2 {
				g.problem(Problem{Plugin: p.Name, File: f.path, Line: 1, Column: 1, Source: line(f.source, 1), Message: "a text is a file right in texts/, in no folder of it"})
				continue
			}
			g.owner("text", g.texts, p, f)
		}
		for _, f := range p.help {
			g.owner("help topic", g.topics, p, f)
		}
	}
}

// Text is a text that plugins bring, without the end of its last line.
func (g *Generation) Text(name string) (string, bool) {
	t, ok := g.texts[name]
	text := strings.ReplaceAll(string(t.file.source), "\r\n", "\n")
	return strings.TrimSuffix(text, "\n"), ok
}

// TextNames are the names of all texts, sorted.
func (g *Generation) TextNames() []string { return slices.Sorted(maps.Keys(g.texts)) }

// textNames are the names of a plugin's own texts.
func (p *plugin) textNames() (out []string) {
	for _, f := range p.texts {
		out = append(out, askedName(f))
	}
	return out
}

// quoted is a literal of Lua that may be the name of a text.
var quoted = regexp.MustCompile(`["']([\w-]+)["']`)

// unreadTexts finds texts that no script asks for, where the name is nearly
// that of one which some script asks for.
func (g *Generation) unreadTexts(plugins []*plugin) (problems []Problem) {
	asked := lint.Set{}
	for _, f := range g.sources {
		for _, m := range quoted.FindAllStringSubmatch(string(f.source), -1) {
			asked[m[1]] = true
		}
	}
	read := slices.DeleteFunc(g.TextNames(), func(name string) bool { return !asked[name] })
	for _, p := range plugins {
		for _, f := range p.texts {
			name := askedName(f)
			if near := didYouMean(name, read); !asked[name] && near != "" {
				problems = append(problems, Problem{Plugin: p.Name, File: f.path, Line: 1, Column: 1, Source: line(f.source, 1),
					Message: fmt.Sprintf("no script asks for the text %q%s", name, near)})
			}
		}
	}
	return problems
}
