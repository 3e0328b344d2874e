package load

import (
	"fmt"
	"strings"
	"time"
)

// faults is what is not there because of a problem that is told already: what
// misses it only follows from that, and is not told.
type faults struct {
	plugins  map[string]bool
	modules  map[string]bool // "core.lib.items"
	cascades map[string]bool // modules that failed because they require such a one
}

func newFaults(plugins []*plugin, problems Problems) faults {
	f := faults{plugins: map[string]bool{}, modules: map[string]bool{}, cascades: map[string]bool{}}
	there := map[string]bool{}
	for _, p := range plugins {
		there[p.Name] = true
	}
	for _, p := range problems {
		f.note(p)
		if p.Plugin != "" && !there[p.Plugin] {
			f.plugins[p.Plugin] = true
		}
	}
	return f
}

// note takes in a problem with a script.
func (f faults) note(p Problem) {
	if path, ok := strings.CutSuffix(p.File, ".lua"); ok {
		f.modules[strings.ReplaceAll(path, "/", ".")] = true
	}
}

// has tells whether a module is missing because of a problem.
func (f faults) has(module string) bool {
	plugin, _, _ := strings.Cut(module, ".")
	return f.modules[module] || f.plugins[plugin] || f.cascades[module]
}

// hasIn is has for a definition by its full name and the folder of its kind.
func (f faults) hasIn(folder, name string) bool {
	plugin, rest, _ := strings.Cut(name, ".")
	return f.has(plugin + "." + folder + "." + rest)
}

// any tells whether something is missing.
func (f faults) any() bool { return len(f.modules)+len(f.plugins) > 0 }

// in are the last parts of the names of what is missing of a folder: of
// commands mostly their keys.
func (f faults) in(folder string) (out []string) {
	for _, modules := range []map[string]bool{f.modules, f.cascades} {
		for module := range modules {
			if parts := strings.Split(module, "."); len(parts) > 2 && parts[1] == folder {
				out = append(out, parts[len(parts)-1])
			}
		}
	}
	return out
}

func (f faults) cascade(running []string) {
	for _, module := range running {
		f.cascades[module] = true
	}
}

func (f faults) cascaded(module string) bool { return f.cascades[module] }

// loadTime is how long running all scripts may take: a reload that takes longer
// has failed, and the old scripts go on.
const loadTime = 5 * time.Second

// late notes that the scripts take too long to load.
func (g *Generation) late(p *plugin, f file) bool {
	if g.tooLate {
		return true
	}
	limit := g.loader.LoadTime
	if limit == 0 {
		limit = loadTime
	}
	if time.Since(g.begun) <= limit {
		return false
	}
	g.tooLate = true
	g.problem(Problem{Plugin: p.Name, File: f.path, Message: fmt.Sprintf(
		"running all scripts has taken longer than %v before this one was reached: a file must only define, and work when it is called", limit)})
	return true
}
