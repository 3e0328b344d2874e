package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/object"
	"mud/engine/session"
	"mud/lua/vm"
)

// parentOf is the typeclass that t extends, nil for a root.
func parentOf(t *lua.LTable) *lua.LTable {
	p, _ := t.RawGetString("extends").(*lua.LTable)
	return p
}

// class is the typeclass of an entity. One whose class is gone with its plugin
// is taken for a plain thing of its kind, so that nothing crashes on it.
func (a *API) class(o *object.Object) *lua.LTable {
	if t := a.defs.TypeclassTable(o.Typeclass()); t != nil || o.Typeclass() == "" {
		return t
	}
	return a.defs.TypeclassTable("core." + plainKind(o))
}

// plainKind is the typeclass of core that comes nearest to what an entity is.
func plainKind(o *object.Object) string {
	switch {
	case o.Kind() != object.Thing:
		return string(o.Kind())
	case o.Destination() != nil:
		return "exit"
	case o.PlayedBy() != nil:
		return "character"
	case o.Location() == nil:
		return "room"
	}
	return "thing"
}

// hook is the function that the typeclass of an entity or a session defines
// under a name, nil if there is none. The engine's own methods are no hooks.
func (a *API) hook(target any, name string) *lua.LFunction {
	var t *lua.LTable
	if o, ok := target.(*object.Object); ok {
		t = a.class(o)
	} else {
		t = a.sessionClass(name)
	}
	for ; t != nil; t = parentOf(t) {
		if fn, ok := t.RawGetString(name).(*lua.LFunction); ok {
			return fn
		}
	}
	return nil
}

// Hook is the function that a hook of an entity or a session is, nil for none.
func (a *API) Hook(target any, name string) *lua.LFunction { return a.hook(target, name) }

// Has reports whether there is a hook; see engine/hook.
func (a *API) Has(target any, name string) bool { return a.hook(target, name) != nil }

// Call runs a hook of an entity or a session; see engine/hook.
func (a *API) Call(target any, name string, args ...any) (any, error) {
	switch t := target.(type) {
	case *object.Object:
		if t == nil {
			return nil, nil
		}
	case *session.Session:
		if t == nil {
			return nil, nil
		}
	}
	fn := a.hook(target, name)
	if fn == nil {
		return nil, nil
	}
	out, err := a.vm.Call(fn, 1, a.args(append([]any{target}, args...))...)
	if err != nil {
		return nil, Fault(err)
	}
	return result(out[0]), nil
}

// Fault turns an error of the VM into what the engine knows: the refusal that
// a script raised, or a script's fault with its traceback.
func Fault(err error) error {
	e, ok := err.(*vm.Error)
	if !ok {
		return err
	}
	if ud, ok := e.Object.(*lua.LUserData); ok {
		if r, ok := ud.Value.(*engine.Refusal); ok {
			return r
		}
	}
	return e
}
