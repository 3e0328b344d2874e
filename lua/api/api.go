// Package api is what scripts see of the world: `require "mud"` and the
// handles of entities and sessions. One API belongs to one generation's VM and
// is used on the game goroutine only; loading a generation on a worker uses
// nothing of it but the definitions (mud.command and its like).
//
// Every function that scripts can call has a doc comment that begins with its
// Lua name and carries LuaCATS lines (@param, @return); lua/meta makes the
// editor's stubs and docs/api.md from them.
package api

import (
	"maps"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/object"
	"mud/engine/session"
	"mud/engine/value"
	"mud/lua/vm"
)

// Definitions is the generation that an API belongs to.
type Definitions interface {
	// TypeclassTable is the Lua table of a typeclass by its full name, nil if
	// there is none.
	TypeclassTable(name string) *lua.LTable
	// Typeclasses are the full names of all typeclasses, sorted.
	Typeclasses() []string
	// Settings are those of a plugin, from its manifest and mud.toml.
	Settings(plugin string) map[string]any
	// Plugins describes all plugins that there are, in use or not.
	Plugins() []Plugin
	// Help is the plugins' help topics.
	Help() []Topic
	// Text is a text that plugins bring, and whether there is one of that name.
	Text(name string) (string, bool)
	// TextNames are the names of all texts, sorted.
	TextNames() []string
	// Inputs are the names of all input functions.
	Inputs() []string
	// CheckFunc is nil if a timer may name that function, "plugin.lib.topic.fn",
	// and says why not otherwise.
	CheckFunc(name string) error
	// Places tells where definitions of a name come from.
	Places(name string) []Place
	// Number is the generation's.
	Number() int
}

// Topic is one help text of a plugin.
type Topic struct{ Name, Category, Text string }

// API is the `mud` module of one generation.
type API struct {
	vm     *vm.VM
	engine *engine.Engine // nil while scripts are loaded, and where they are only checked
	defs   Definitions

	objects  *lua.LTable // metatables of the handle classes
	sessions *lua.LTable
	handlers map[string]*lua.LTable
	modules  map[string]moduleParts // by name
	methods  *lua.LTable            // of entities
	base     *lua.LTable            // of entities and sessions: what root typeclasses fall back to
	handles  map[*object.Object]*lua.LUserData
	faces    map[*session.Session]*lua.LUserData
	defaults map[*object.Object]map[string]*value.Table // see defaultOf
	commands *lua.LTable                                // methods of cmd
	mud      lua.LValue                                 // what require "mud" returns
	run      *lua.LFunction                             // the pipeline of a command
	turn     *lua.LFunction                             // one turn of a dialog
}

// New makes the module `mud` in a VM. Until Open it has no world.
func New(v *vm.VM, defs Definitions) (*API, error) {
	a := &API{
		vm: v, defs: defs, handlers: map[string]*lua.LTable{}, modules: map[string]moduleParts{},
		handles: map[*object.Object]*lua.LUserData{}, faces: map[*session.Session]*lua.LUserData{},
		defaults: map[*object.Object]map[string]*value.Table{},
	}
	a.makeObjects()
	a.makeSessions()
	a.makeBase()
	a.makeHandlers()
	return a, a.makePipeline()
}

// Open gives the API the world, when all scripts are loaded: what is loaded on
// a worker must not touch it. e is nil where scripts are only checked.
func (a *API) Open(e *engine.Engine) { a.engine = e }

// makeBase joins the methods of entities and of sessions; those of the same
// name tell by their first argument whose they are.
func (a *API) makeBase() {
	all := a.sessionFuncs()
	for _, more := range []funcs{a.objectFuncs(), a.scriptFuncs(), a.channelFuncs()} {
		maps.Copy(all, more)
	}
	a.base = a.table(all, a.waitingFuncs())
}

// funcs is a set of functions that scripts can call, by their Lua names.
type funcs map[string]lua.LGFunction

// table makes a Lua table of functions; those of waits may call vm.Wait.
func (a *API) table(fs funcs, waits ...funcs) *lua.LTable {
	t := a.vm.State().NewTable()
	for _, name := range sortedKeys(fs) {
		t.RawSetString(name, a.vm.State().NewFunction(fs[name]))
	}
	for _, w := range waits {
		for _, name := range sortedKeys(w) {
			t.RawSetString(name, a.vm.Waiting(w[name]))
		}
	}
	return t
}

// module is a read-only table of functions whose first argument is the module
// itself (`mud.sessions:all()`), with fields that are computed when read.
func (a *API) module(name string, methods *lua.LTable, fields map[string]func(L *lua.LState) lua.LValue) *lua.LUserData {
	a.modules[name] = moduleParts{methods, fields}
	L := a.vm.State()
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		key := L.CheckString(2)
		if field, ok := fields[key]; ok {
			L.Push(field(L))
			return 1
		}
		if fn := methods.RawGetString(key); fn != lua.LNil {
			L.Push(fn)
			return 1
		}
		L.RaiseError("%s has no field %q", name, key)
		return 0
	}))
	mt.RawSetString("__newindex", L.NewFunction(func(L *lua.LState) int {
		L.RaiseError("%s cannot be changed by scripts", name)
		return 0
	}))
	mt.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int {
		L.Push(lua.LString(name))
		return 1
	}))
	mt.RawSetString("__metatable", lua.LString("protected"))
	return &lua.LUserData{Value: moduleName(name), Env: L.Env, Metatable: mt}
}

type moduleName string

// moduleParts are what a module was made of.
type moduleParts struct {
	methods *lua.LTable
	fields  map[string]func(L *lua.LState) lua.LValue
}

// live stops a script that needs the world where there is none: while a file is
// loaded.
func (a *API) live(L *lua.LState) *engine.Engine {
	if a.engine == nil {
		L.RaiseError("the world cannot be used while scripts are loaded: put this into a function")
	}
	return a.engine
}

// check ends the running script with a Go error: a refusal stays one, and an
// error that came out of another script keeps its traceback.
func (a *API) check(L *lua.LState, err error) {
	if err == nil {
		return
	}
	if r, ok := err.(*engine.Refusal); ok {
		a.refuse(L, r)
	}
	vm.Raise(L, err)
}

// refuse raises a refusal.
func (a *API) refuse(L *lua.LState, r *engine.Refusal) {
	L.Error(&lua.LUserData{Value: r, Env: L.Env}, 0)
}
