package load

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/command"
	"mud/engine/object"
	"mud/engine/session"
	"mud/engine/value"
	"mud/lua/api"
	"mud/lua/vm"
)

// Generation is one consistent set of definitions in a VM of its own. It
// implements engine.Scripts.
type Generation struct {
	loader      *Loader
	number      int
	vm          *vm.VM
	api         *api.API
	protos      map[string]*lua.FunctionProto
	sources     map[string]file       // by path
	origins     map[string]Origin     // by path
	history     []byte                // they, as they are kept
	modules     map[string]lua.LValue // what files returned, by module name
	failed      map[string]error      // how files failed, by module name
	running     []string              // modules that are being loaded, for cycles
	commands    map[string]*command.Def
	cmdsets     map[string]*command.Set
	typeclasses map[string]*typeclass
	hooks       map[string][]*lua.LFunction // by event, in the order of the plugins
	inputs      map[string]*lua.LFunction   // input functions; a later plugin's takes the place of an earlier one's
	lockFuncs   map[string]lockFunc         // by name; those of files that are still to be run too
	topics      map[string]owned            // of help, by name in small letters
	texts       map[string]owned            // by name in small letters
	settings    map[string]map[string]any
	system      map[string]*command.Def // those that exits and channels share, by key
	links       []cmdsetLink
	problems    Problems
	faults      faults // what they keep from being there
	catalog     []api.Plugin
	notes       []string  // what is no reason to keep the old scripts, but should be known
	begun       time.Time // when the build began
	tooLate     bool      // it took too long, and what follows is not run
	built       bool      // it belongs to the game goroutine, or will
}

type typeclass struct {
	table  *lua.LTable
	reader *reader
	engine engine.Typeclass
}

// folders are the folders of a plugin that hold definitions, with what a file
// in them must return.
var folders = map[string]string{
	"commands": "command", "cmdsets": "cmdset", "typeclasses": "typeclass", "hooks": "hook",
	"menus": "menu", "inputfuncs": "inputfunc", "lockfuncs": "lockfunc",
}

// newGeneration runs and checks what could be read and compiled, whatever was
// wrong with the rest: one report tells all that is wrong. One with mistakes can
// only be looked at.
func newGeneration(l *Loader, number int, plugins []*plugin, protos map[string]*lua.FunctionProto, problems Problems) (*Generation, error) {
	g := &Generation{
		faults: newFaults(plugins, problems), begun: time.Now(),
		loader: l, number: number, protos: protos, sources: map[string]file{},
		modules: map[string]lua.LValue{}, failed: map[string]error{},
		commands: map[string]*command.Def{}, cmdsets: map[string]*command.Set{},
		typeclasses: map[string]*typeclass{}, hooks: map[string][]*lua.LFunction{}, inputs: map[string]*lua.LFunction{},
		topics: map[string]owned{}, texts: map[string]owned{}, lockFuncs: map[string]lockFunc{}, settings: map[string]map[string]any{}, system: map[string]*command.Def{},
	}
	if err := g.makeVM(); err != nil {
		return nil, err
	}
	for _, p := range plugins {
		for _, f := range p.files {
			g.sources[f.path] = f
			g.announceLockFunc(p, f)
		}
	}
	for _, p := range plugins {
		g.loadPlugin(p)
	}
	g.link()
	g.join(plugins)
	g.twice()
	g.takeTexts(plugins)
	g.sameHelp(plugins)
	g.check()
	if all := append(problems, g.problems...); len(all) > 0 {
		return g, all
	}
	g.built = true
	g.api.Open(l.Engine)
	return g, nil
}

// makeVM makes the interpreter with the module mud and our own require.
func (g *Generation) makeVM() error {
	o := vm.Options{CallTime: g.loader.CallTime, CallMemory: g.loader.CallMemory, Print: func(s string) { g.loader.Log.Info(s, "from", "script") }}
	if e := g.loader.Engine; e != nil {
		// On the worker that builds it, the world's clock and dice are another
		// goroutine's.
		start := time.Now()
		o.Now = func() time.Time {
			if g.built {
				return e.Now()
			}
			return start
		}
		o.Random = func() uint64 {
			if g.built {
				return e.Rand().Uint64()
			}
			return rand.Uint64()
		}
	}
	g.vm = vm.New(o)
	a, err := api.New(g.vm, g)
	if err != nil {
		return err
	}
	g.api = a
	mud := a.Module()
	L := g.vm.State()
	L.SetGlobal("require", L.NewFunction(func(L *lua.LState) int {
		name := L.CheckString(1)
		if name == "mud" {
			L.Push(mud)
			return 1
		}
		L.Push(g.require(L, name))
		return 1
	}))
	g.vm.Seal()
	return nil
}

// require is what the Lua function does for a module.
func (g *Generation) require(L *lua.LState, name string) lua.LValue {
	if g.protos[name] == nil {
		if g.faults.has(name) {
			g.faults.cascade(g.running)
			L.RaiseError("%s has a mistake of its own", name)
		}
		L.RaiseError("there is no module %q%s", name, didYouMean(name, g.moduleNames()))
	}
	if at := slices.Index(g.running, name); at >= 0 {
		L.RaiseError("%s requires itself: %s", name, strings.Join(append(g.running[at:], name), " requires "))
	}
	v, err := g.run(name)
	if err != nil {
		vm.Raise(L, err)
	}
	return v
}

// run runs a module once, and returns what it returned or how it failed.
func (g *Generation) run(name string) (lua.LValue, error) {
	if v, ok := g.modules[name]; ok {
		return v, nil
	}
	if err := g.failed[name]; err != nil {
		return nil, err
	}
	g.running = append(g.running, name)
	defer func() { g.running = g.running[:len(g.running)-1] }()
	out, err := g.vm.Call(g.vm.Load(g.protos[name]), 1)
	if err != nil {
		g.failed[name] = err
		return nil, err
	}
	g.modules[name] = out[0]
	return out[0], nil
}

// didYouMean is the end of a message about a name that is not there.
func didYouMean(name string, names []string) string {
	near := command.Nearest(name, names)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", near)
}

func (g *Generation) moduleNames() []string {
	names := make([]string, 0, len(g.protos))
	for n := range g.protos {
		names = append(names, n)
	}
	return names
}

// loadPlugin runs every file of a plugin and takes its definitions in.
func (g *Generation) loadPlugin(p *plugin) {
	g.takeSettings(p)
	for _, f := range p.files {
		if g.protos[f.module] == nil {
			continue // it does not compile
		}
		if g.late(p, f) {
			return
		}
		v, err := g.run(f.module)
		if err != nil {
			if !g.faults.cascaded(f.module) {
				g.problem(g.runtimeProblem(p.Name, f, err))
			}
			continue
		}
		parts := strings.Split(strings.TrimSuffix(f.path, ".lua"), "/")
		if len(parts) < 3 {
			continue // beside plugin.toml, not in a folder
		}
		if want, ok := folders[parts[1]]; ok {
			g.define(p, f, want, parts[2:], v)
		}
	}
}

func (g *Generation) problem(p Problem) {
	g.problems = append(g.problems, p)
	g.faults.note(p)
}

// Spent is how long its scripts have run.
func (g *Generation) Spent() time.Duration { return g.vm.Spent() }

// Idle is how much of that the machine gave to others.
func (g *Generation) Idle() time.Duration { return g.vm.Idle() }

// Number counts generations from 1.
func (g *Generation) Number() int { return g.number }

// TypeclassTable is the Lua table of a typeclass, nil if there is none.
func (g *Generation) TypeclassTable(name string) *lua.LTable {
	if t := g.typeclasses[name]; t != nil {
		return t.table
	}
	return nil
}

// Typeclasses are the full names of all typeclasses, sorted.
func (g *Generation) Typeclasses() []string { return slices.Sorted(maps.Keys(g.typeclasses)) }

// Settings are a plugin's settings.
func (g *Generation) Settings(plugin string) map[string]any { return g.settings[plugin] }

// Help is the plugins' help topics.
func (g *Generation) Help() (out []api.Topic) {
	for _, name := range slices.Sorted(maps.Keys(g.topics)) {
		t := g.topics[name]
		out = append(out, api.Topic{Name: textName(t.file), Category: t.plugin.Name, Text: string(t.file.source)})
	}
	return out
}

// Cmdset finds a command set by its full name.
func (g *Generation) Cmdset(name string) (*command.Set, error) {
	if s := g.cmdsets[name]; s != nil {
		return s, nil
	}
	return nil, errors.New(g.noCmdset(name))
}

// Exit is the command that is run when a player types the name of an exit.
func (g *Generation) Exit() *command.Def { return g.system[exitKey] }

// Channel is the command that is run when a player types the name of a
// channel, nil if no script has one.
func (g *Generation) Channel() *command.Def { return g.system[channelKey] }

// Typeclass tells what a typeclass declares. What names a class that is gone
// is treated as a plain thing, so that nothing crashes on it.
func (g *Generation) Typeclass(name string) (engine.Typeclass, bool) {
	t := g.typeclasses[name]
	if t == nil {
		return engine.Typeclass{}, false
	}
	return t.engine, true
}

// Call runs a hook.
func (g *Generation) Call(target any, name string, args ...any) (any, error) {
	return g.api.Call(target, name, args...)
}

// Has reports whether there is a hook.
func (g *Generation) Has(target any, name string) bool { return g.api.Has(target, name) }

// Run starts a command.
func (g *Generation) Run(c *engine.Call) engine.Result { return g.api.Run(c) }

// defaultInput is what takes data that no other input function does.
const defaultInput = "default"

// Input starts an input function.
func (g *Generation) Input(key string, s *session.Session, data any, name string) engine.Result {
	fn := g.inputs[key]
	if fn == nil {
		fn = g.inputs[defaultInput]
	}
	if fn == nil {
		return engine.Result{}
	}
	return g.api.Start(fn, g.api.Face(s), g.api.Lua(data), lua.LString(name))
}

// Inputs are the names of all input functions.
func (g *Generation) Inputs() []string { return slices.Sorted(maps.Keys(g.inputs)) }

// Func starts the function that a timer names.
func (g *Generation) Func(name string, args []value.Value) engine.Result {
	fn, err := g.function(name)
	if err != nil {
		return engine.Result{Err: fmt.Errorf("a timer names %w", err)}
	}
	values := make([]lua.LValue, len(args))
	for i, v := range args {
		values[i] = g.api.Lua(v)
	}
	return g.api.Start(fn, values...)
}

// Turn starts the function of a dialog.
func (g *Generation) Turn(c *engine.Call, d engine.Dialog, line *string) engine.Result {
	fn, err := g.function(d.Func)
	if err != nil {
		return engine.Result{Err: fmt.Errorf("a dialog names %w: %w", err, engine.ErrGone)}
	}
	return g.api.Turn(c, d, fn, line)
}

// CheckFunc is nil if a timer may name that function.
func (g *Generation) CheckFunc(name string) error {
	if _, err := g.function(name); err != nil {
		return fmt.Errorf("there must be a function that this names: %w", err)
	}
	return nil
}

// function finds a function of a module by "plugin.lib.topic.fn".
func (g *Generation) function(name string) (*lua.LFunction, error) {
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return nil, fmt.Errorf("%q, which is not of the form plugin.lib.topic.fn", name)
	}
	module, ok := g.modules[name[:at]].(*lua.LTable)
	if !ok {
		return nil, fmt.Errorf("%q, but there is no module %q (any more)", name, name[:at])
	}
	fn, ok := module.RawGetString(name[at+1:]).(*lua.LFunction)
	if !ok {
		return nil, fmt.Errorf("%q, but %s has no such function", name, name[:at])
	}
	return fn, nil
}

// HasFunc tells whether there is a function of that name for a timer.
func (g *Generation) HasFunc(name string) bool {
	_, err := g.function(name)
	return err == nil
}

// Exceeded stops the script that runs for its changes.
func (g *Generation) Exceeded() { g.vm.Stop(vm.Changes) }

// Ended tells that a session is over.
func (g *Generation) Ended(s *session.Session) { g.api.Ended(s) }

// Deleted drops what scripts knew of an entity that is gone.
func (g *Generation) Deleted(o *object.Object) { g.api.Deleted(o) }

// Event runs the hooks of an event in the order of the plugins.
func (g *Generation) Event(name string) error {
	for _, fn := range g.hooks[name] {
		if _, err := g.vm.Call(fn, 0); err != nil {
			return api.Fault(err)
		}
	}
	return nil
}
