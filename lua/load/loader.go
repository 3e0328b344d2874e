// Package load turns the scripts on disk into generations: it reads the
// plugins in use, compiles what changed, runs every file in a fresh VM, checks
// the definitions, and hands out the whole as one engine.Scripts. It works on
// any goroutine; a generation belongs to the game goroutine from the moment
// that it is swapped in.
package load

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/lua/vm"
)

// Options say what to load and how it is bounded.
type Options struct {
	Path       string                    // the scripts folder
	Plugins    []string                  // those in use, in the order of mud.toml
	Settings   map[string]map[string]any // [plugin.NAME] of mud.toml
	CallTime   time.Duration             // what one call into Lua may take
	CallMemory int64                     // bytes that one call may allocate
	Engine     *engine.Engine            // nil to check only
	Log        *slog.Logger
	Where      func(keys ...string) string // the place of a key in mud.toml; nil where there is none
	Levels     map[string]string           // the command sets of [cmdsets] in mud.toml, by key
	LoadTime   time.Duration               // what running all scripts may take; 0 for 5 s
	Like       *Loader                     // what it has compiled is not compiled again; nil for none
	Overlay    map[string]string           // sources in place of what is on disk, by path below Path: for tests
}

// Loader builds generations.
type Loader struct {
	Options
	mu      sync.Mutex // one build at a time
	number  int
	cache   map[[32]byte]*lua.FunctionProto // of the last generation, by content
	origins map[string]Origin               // of the last generation, by path; nil before the first
	built   bool                            // there is a generation
	state   sync.Mutex                      // for what is below: who asks does not wait for a build
	used    []*plugin                       // of the last generation
	leftOut map[string]string               // plugins that Start left out, and why
}

// New returns a loader that has built nothing yet.
func New(o Options) *Loader {
	l := &Loader{Options: o, cache: map[[32]byte]*lua.FunctionProto{}, leftOut: map[string]string{}}
	if o.Like != nil {
		o.Like.mu.Lock()
		defer o.Like.mu.Unlock()
		maps.Copy(l.cache, o.Like.cache)
	}
	return l
}

// Core is the plugin without which there is no game.
const Core = "core"

// Uses reports whether a plugin is part of the last generation.
func (l *Loader) Uses(plugin string) bool {
	l.state.Lock()
	defer l.state.Unlock()
	for _, p := range l.used {
		if p.Name == plugin {
			return true
		}
	}
	return false
}

// LeftOut are the plugins that are not in use because of a mistake in them, each
// with the mistake.
func (l *Loader) LeftOut() []string {
	l.state.Lock()
	defer l.state.Unlock()
	var out []string
	for _, name := range slices.Sorted(maps.Keys(l.leftOut)) {
		out = append(out, name+": "+l.leftOut[name])
	}
	return out
}

// Build makes the next generation. On any problem it returns none, and all
// problems as report and error.
func (l *Loader) Build(o engine.Order) (engine.Scripts, string, error) {
	g, report, err := l.build(l.names(o), o)
	if err != nil {
		return nil, report, err
	}
	l.warn(g)
	return g, report, nil
}

// warn logs what should be known.
func (l *Loader) warn(g *Generation) {
	for _, note := range g.notes {
		l.Log.Warn(note)
	}
}

// Start makes the first generation. A plugin that fails is left out, loudly,
// and so is what requires it; if core fails there is none.
func (l *Loader) Start(o engine.Order) (engine.Scripts, string, error) {
	plugins := l.names(o)
	for {
		g, report, err := l.build(plugins, o)
		if err == nil {
			l.warn(g)
			return g, report, nil
		}
		var problems Problems
		if !errors.As(err, &problems) {
			return nil, report, err
		}
		bad := map[string]bool{}
		for _, p := range problems {
			bad[p.Plugin] = true
		}
		if bad[Core] || bad[""] {
			return nil, report, err
		}
		l.leaveOut(problems)
		var rest []string
		for _, name := range plugins {
			if !bad[name] {
				rest = append(rest, name)
			}
		}
		if len(rest) == len(plugins) {
			return nil, report, err
		}
		plugins = rest
	}
}

// leaveOut notes the plugins that have problems.
func (l *Loader) leaveOut(problems Problems) {
	l.state.Lock()
	defer l.state.Unlock()
	for _, p := range problems {
		l.Log.Error("a plugin is left out", "plugin", p.Plugin, "problem", p.String())
		l.leftOut[p.Plugin] = p.String()
	}
}

// take notes the plugins of a new generation, of those that an order is for, and
// returns those of the former one.
func (l *Loader) take(plugins []*plugin, wanted []string) (former []*plugin) {
	l.state.Lock()
	defer l.state.Unlock()
	former, l.used = l.used, plugins
	maps.DeleteFunc(l.leftOut, func(name, _ string) bool {
		return !slices.Contains(wanted, name) || slices.ContainsFunc(plugins, func(p *plugin) bool { return p.Name == name })
	})
	return former
}

func (l *Loader) build(names []string, o engine.Order) (*Generation, string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	start := time.Now()
	if _, err := os.Stat(l.Path); errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("there is no scripts folder %s: run mud in the folder of your game, or set [scripts] path in mud.toml", l.Path)
	}
	l.recall(o)
	plugins, problems := l.read(names)
	protos, used, changed, more := l.compile(plugins)
	problems = append(append(problems, l.strangers()...), more...)
	g, err := newGeneration(l, l.number+1, plugins, protos, problems)
	if found, ok := err.(Problems); ok {
		found.settle(plugins)
	}
	if err != nil {
		return g, err.Error(), err
	}
	l.number++
	former := l.take(plugins, l.names(o)) // a start builds without what is left out
	l.cache = used                        // what no file says any more is not kept
	if err := l.record(g, plugins, o); err != nil {
		return nil, err.Error(), err
	}
	g.catalog = l.catalog(o, plugins, g)
	for _, p := range g.brokenHelp(plugins) {
		g.notes = append(g.notes, p.String())
	}
	changed = append(changed, g.alsoChanged(former, plugins)...)
	report := l.report(g, plugins, changed, time.Since(start))
	l.built = true
	return g, report, nil
}

// alsoChanged are the files of a generation, beside its scripts, that came with
// it, and those of the former one that are gone.
func (g *Generation) alsoChanged(former, plugins []*plugin) (out []string) {
	there := map[string]bool{}
	for _, p := range plugins {
		for _, f := range p.all() {
			there[f.path] = true
		}
		for _, f := range slices.Concat([]file{p.manifest}, p.help, p.texts) {
			if g.origins[f.path].Generation == g.number {
				out = append(out, f.path)
			}
		}
	}
	for _, p := range former {
		for _, f := range p.all() {
			if !there[f.path] {
				out = append(out, f.path+" (gone)")
			}
		}
	}
	return out
}

// Modules compiles all files without running them, and returns them by module
// name ("core.lib.items").
func (l *Loader) Modules() (map[string]*lua.FunctionProto, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	plugins, problems := l.read(l.Plugins)
	protos, used, _, more := l.compile(plugins)
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, problems
	}
	l.cache = used
	return protos, nil
}

// report says what was loaded.
func (l *Loader) report(g *Generation, plugins []*plugin, changed []string, took time.Duration) string {
	total := 0
	for _, p := range plugins {
		total += len(p.files)
	}
	what := "nothing has changed"
	if n := len(changed); !l.built {
		what = "all new"
	} else if n > 0 {
		what = fmt.Sprintf("%d changed: %s", n, strings.Join(changed[:min(n, 8)], ", "))
		if n > 8 {
			what += fmt.Sprintf(" and %d more", n-8)
		}
	}
	report := fmt.Sprintf("Generation %d: %d plugins, %d files (%s), in %d ms.", g.number, len(plugins), total, what, took.Milliseconds())
	return strings.Join(append([]string{report}, g.notes...), "\n")
}

func (l *Loader) read(names []string) ([]*plugin, Problems) {
	var plugins []*plugin
	var problems Problems
	for _, name := range names {
		p, bad := readPlugin(l.Path, name, l.Overlay)
		problems = append(problems, bad...)
		if p != nil {
			plugins = append(plugins, p)
		}
	}
	sorted, bad := order(plugins)
	return sorted, append(problems, bad...)
}

// compile compiles the files whose content is not that of the last generation,
// and returns the paths of those. protos are by module, used by content.
func (l *Loader) compile(plugins []*plugin) (protos map[string]*lua.FunctionProto, used map[[32]byte]*lua.FunctionProto, changed []string, problems Problems) {
	protos, used = map[string]*lua.FunctionProto{}, map[[32]byte]*lua.FunctionProto{}
	for _, p := range plugins {
		for _, f := range p.files {
			key := sha256.Sum256(append([]byte(f.path+"\x00"), f.source...))
			proto, ok := l.cache[key]
			if !ok {
				changed = append(changed, f.path)
				var err error
				if proto, err = vm.Compile(f.source, f.path); err != nil {
					problems = append(problems, syntaxProblem(p.Name, f, err))
					continue
				}
			}
			used[key] = proto
			protos[f.module] = proto
		}
	}
	return protos, used, changed, problems
}

func syntaxProblem(plugin string, f file, err error) Problem {
	p := Problem{Plugin: plugin, File: f.path, Message: err.Error()}
	var syntax *vm.SyntaxError
	if errors.As(err, &syntax) {
		p.Line, p.Column, p.Message = syntax.Line, syntax.Column, syntax.Message
		p.Source = line(f.source, p.Line)
	}
	return p
}

// line is line n of a source, "" if there is none.
func line(source []byte, n int) string {
	lines := strings.Split(string(source), "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}
