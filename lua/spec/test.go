package spec

import (
	_ "embed"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/lua/api"
	"mud/lua/vm"
)

// half is the name of the Lua half in tracebacks.
const half = "spec.lua"

//go:embed spec.lua
var source []byte

// testCase is an `it`, or a pending one, which has no function.
type testCase struct {
	name string
	line int
	fn   *lua.LFunction
}

// test is one run of a file: an interpreter, and the world that its test asked
// for.
type test struct {
	file    *file
	vm      *vm.VM
	api     *api.API
	names   []string // of the describes that are open
	cases   []testCase
	running bool // a test is run, the file is not loaded any more
	modules map[string]lua.LValue

	world  World
	setup  Setup
	engine *engine.Engine // nil before there is a world
	actors []*actor
	faults int // how many of the engine's faults were told
}

// callTime bounds a piece of a test between two steps.
const callTime = time.Second

// load runs the file in a fresh interpreter; that collects its tests.
func (f *file) load() (*test, error) {
	t := &test{file: f, modules: map[string]lua.LValue{}}
	dice := rand.New(rand.NewPCG(f.Seed, 0))
	t.vm = vm.New(vm.Options{
		CallTime: callTime, Print: f.Print,
		Now: func() time.Time {
			if t.engine == nil {
				return Noon
			}
			return t.engine.Now()
		},
		Random: func() uint64 {
			if t.engine == nil {
				return dice.Uint64()
			}
			return t.engine.Rand().Uint64()
		},
	})
	var err error
	if t.api, err = api.New(t.vm, definitions{t}); err != nil {
		return nil, err
	}
	if err := t.globals(); err != nil {
		return nil, err
	}
	_, err = t.vm.Call(t.vm.Load(f.proto), 0)
	return t, err
}

// Noon is when each world of a test begins.
var Noon = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

// globals gives the file what is there in a test only.
func (t *test) globals() error {
	proto, err := vm.Compile(source, half)
	if err != nil {
		return fmt.Errorf("compiling the Lua half of mud.test: %w", err)
	}
	L, mud := t.vm.State(), t.api.Module()
	out, err := t.vm.Call(t.vm.Load(proto), 3, mud, t.vm.Waiting(t.step),
		L.NewFunction(t.field), L.NewFunction(t.same), L.NewFunction(t.show))
	if err != nil {
		return fmt.Errorf("loading the Lua half of mud.test: %w", err)
	}
	L.SetGlobal("expect", out[1])
	L.SetGlobal("expect_error", out[2])
	for name, fn := range map[string]lua.LGFunction{"describe": t.describe, "it": t.it, "pending": t.pending} {
		L.SetGlobal(name, L.NewFunction(fn))
	}
	t.modules["mud"], t.modules["mud.test"] = mud, out[0]
	L.SetGlobal("require", L.NewFunction(t.require))
	t.vm.Seal()
	return nil
}

// describe names what the tests in its function are about.
//
// @param name string
// @param body fun()
func (t *test) describe(L *lua.LState) int {
	t.loading(L, "describe")
	t.names = append(t.names, L.CheckString(1))
	L.Push(L.CheckFunction(2))
	L.Call(0, 0)
	t.names = t.names[:len(t.names)-1]
	return 0
}

// it is one test: its body is run by itself, with nothing left of the others.
//
// @param name string
// @param body fun()
func (t *test) it(L *lua.LState) int {
	t.loading(L, "it")
	t.add(L, L.CheckString(1), L.CheckFunction(2))
	return 0
}

// pending stands for a test that is still to be written; inside a test it ends
// it. Pending tests are counted and shown.
//
// @param why string
func (t *test) pending(L *lua.LState) int {
	why := L.CheckString(1)
	if t.running {
		L.Error(&lua.LUserData{Value: &pendingError{why}, Env: L.Env}, 0)
	}
	t.add(L, why, nil)
	return 0
}

type pendingError struct{ text string }

func (p *pendingError) Error() string { return "pending: " + p.text }

// loading stops what belongs around tests, not into them.
func (t *test) loading(L *lua.LState, what string) {
	if t.running {
		L.RaiseError("%s is called inside an it: put it beside it", what)
	}
}

func (t *test) add(L *lua.LState, name string, fn *lua.LFunction) {
	line := 0
	if dbg, ok := L.GetStack(1); ok {
		if _, err := L.GetInfo("l", dbg, lua.LNil); err == nil {
			line = dbg.CurrentLine
		}
	}
	name = strings.Join(append(t.names[:len(t.names):len(t.names)], name), " ")
	t.cases = append(t.cases, testCase{name: name, line: line, fn: fn})
}

// require is what scripts know by that name; "mud.test" is there too. Modules
// of the scripts are run in the test's own interpreter.
func (t *test) require(L *lua.LState) int {
	name := L.CheckString(1)
	if v, ok := t.modules[name]; ok {
		L.Push(v)
		return 1
	}
	proto := t.file.modules[name]
	if proto == nil {
		L.RaiseError("there is no module %q in %s", name, strings.Join(t.file.plugins, ", "))
	}
	t.modules[name] = lua.LNil // what requires itself gets nothing; mud check says so
	L.Push(t.vm.Load(proto))
	L.Call(0, 1)
	t.modules[name] = L.Get(-1)
	return 1
}

// definitions are those of the world's generation: what a test does to a handle
// goes the way that scripts go.
type definitions struct{ test *test }

func (d definitions) live() api.Definitions {
	if d.test.engine == nil {
		return nil
	}
	return d.test.engine.Scripts().(api.Definitions)
}

// TypeclassTable is the Lua table of a typeclass, nil without a world.
func (d definitions) TypeclassTable(name string) *lua.LTable {
	if g := d.live(); g != nil {
		return g.TypeclassTable(name)
	}
	return nil
}

// Settings are a plugin's settings.
func (d definitions) Typeclasses() []string {
	if live := d.live(); live != nil {
		return live.Typeclasses()
	}
	return nil
}

func (d definitions) Settings(plugin string) map[string]any {
	if g := d.live(); g != nil {
		return g.Settings(plugin)
	}
	return nil
}

// Plugins describes all plugins that there are.
func (d definitions) Plugins() []api.Plugin {
	if g := d.live(); g != nil {
		return g.Plugins()
	}
	return nil
}

// Help is the plugins' help topics.
func (d definitions) Help() []api.Topic {
	if g := d.live(); g != nil {
		return g.Help()
	}
	return nil
}

// Text is a text that plugins bring, and whether there is one of that name.
func (d definitions) Text(name string) (string, bool) {
	if g := d.live(); g != nil {
		return g.Text(name)
	}
	return "", false
}

// TextNames are the names of all texts, sorted.
func (d definitions) TextNames() []string {
	if g := d.live(); g != nil {
		return g.TextNames()
	}
	return nil
}

// Inputs are the names of all input functions.
func (d definitions) Inputs() []string {
	if g := d.live(); g != nil {
		return g.Inputs()
	}
	return nil
}

// CheckFunc is nil if a timer may name that function.
func (d definitions) CheckFunc(name string) error {
	if g := d.live(); g != nil {
		return g.CheckFunc(name)
	}
	return errors.New("there is no world yet: make one with world { … }")
}

// Places tells where definitions of a name come from.
func (d definitions) Places(name string) []api.Place {
	if g := d.live(); g != nil {
		return g.Places(name)
	}
	return nil
}

// Number is the generation's, 0 without a world.
func (d definitions) Number() int {
	if g := d.live(); g != nil {
		return g.Number()
	}
	return 0
}
