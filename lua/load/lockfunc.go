package load

import (
	"fmt"
	"regexp"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/access"
	"mud/engine/object"
	"mud/lua/api"
)

// lockFunc is a function that a plugin adds to the lock language.
type lockFunc struct {
	path string // the file that defines it
	run  *lua.LFunction
}

// lockFuncName is what the lock language takes for a name.
var lockFuncName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// announceLockFunc notes the name of a lock function before any file is run,
// so that the locks in every file may name it.
func (g *Generation) announceLockFunc(p *plugin, f file) {
	parts := strings.Split(strings.TrimSuffix(f.path, ".lua"), "/")
	if len(parts) != 3 || parts[1] != "lockfuncs" {
		return
	}
	name := parts[2]
	problem := func(what string) {
		g.problem(Problem{Plugin: p.Name, File: f.path, Line: 1, Source: line(f.source, 1), Message: what})
	}
	switch other, taken := g.lockFuncs[name]; {
	case !lockFuncName.MatchString(name):
		problem(fmt.Sprintf("the file's name is the lock function's: %q must be small letters, digits and _", name))
	case access.KnownFunc(name):
		problem(fmt.Sprintf("every lock has a function %s() already: give the file another name", name))
	case taken:
		problem(fmt.Sprintf("%s defines the lock function %s() already", other.path, name))
	default:
		g.lockFuncs[name] = lockFunc{path: f.path}
	}
}

func (g *Generation) defineLockFunc(r *reader, parts []string) {
	r.fields(map[string]lua.LValueType{"run": lua.LTFunction, "help": lua.LTString}, nothingElse)
	run, ok := r.table.RawGetString("run").(*lua.LFunction)
	if !ok {
		r.problem("run", "a lock function needs run = function(who, obj, …) … end")
		return
	}
	if len(parts) != 1 {
		r.problem("run", "a lock function is a file right in lockfuncs/, in no folder of it")
		return
	}
	if f := g.lockFuncs[parts[0]]; f.path == r.file.path {
		g.lockFuncs[parts[0]] = lockFunc{r.file.path, run}
	}
}

func (g *Generation) knownLockFunc(name string) bool {
	return access.KnownFunc(name) || g.HasLockFunc(name)
}

// HasLockFunc tells whether a plugin adds a lock function of that name.
func (g *Generation) HasLockFunc(name string) bool {
	_, ok := g.lockFuncs[name]
	return ok
}

// LockFunc asks a plugin's lock function.
func (g *Generation) LockFunc(name string, who access.Who, target *object.Object, args []string) (bool, error) {
	values := []lua.LValue{g.api.Handle(who.Self()), g.api.Handle(target)}
	for _, a := range args {
		values = append(values, lua.LString(a))
	}
	out, err := g.vm.Call(g.lockFuncs[name].run, 1, values...)
	if err != nil {
		return false, api.Fault(err)
	}
	return lua.LVAsBool(out[0]), nil
}
