package api

import (
	"errors"
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
)

// objectFields are what can be read of an entity, by the Lua name.
var objectFields = map[string]func(a *API, o *object.Object) lua.LValue{
	"id":           func(_ *API, o *object.Object) lua.LValue { return lua.LNumber(o.ID()) },
	"dbref":        func(_ *API, o *object.Object) lua.LValue { return lua.LString(fmt.Sprintf("#%d", o.ID())) },
	"key":          func(_ *API, o *object.Object) lua.LValue { return lua.LString(o.Key()) },
	"name":         func(_ *API, o *object.Object) lua.LValue { return lua.LString(o.Key()) },
	"kind":         func(_ *API, o *object.Object) lua.LValue { return lua.LString(o.Kind()) },
	"typeclass":    func(_ *API, o *object.Object) lua.LValue { return lua.LString(o.Typeclass()) },
	"created":      func(_ *API, o *object.Object) lua.LValue { return lua.LNumber(o.Created().Unix()) },
	"deleted":      func(_ *API, o *object.Object) lua.LValue { return lua.LBool(o.Deleted()) },
	"location":     func(a *API, o *object.Object) lua.LValue { return a.Handle(o.Location()) },
	"home":         func(a *API, o *object.Object) lua.LValue { return a.Handle(o.Home()) },
	"destination":  func(a *API, o *object.Object) lua.LValue { return a.Handle(o.Destination()) },
	"contents":     func(a *API, o *object.Object) lua.LValue { return a.Lua(o.Contents()) },
	"exits":        func(a *API, o *object.Object) lua.LValue { return a.Lua(o.Exits()) },
	"account":      func(a *API, o *object.Object) lua.LValue { return a.Handle(o.PlayedBy()) },
	"is_superuser": func(_ *API, o *object.Object) lua.LValue { return lua.LBool(superuser(o)) },
	"superuser":    func(_ *API, o *object.Object) lua.LValue { return lua.LBool(superuser(o)) },
	"is_connected": func(a *API, o *object.Object) lua.LValue {
		return lua.LBool(a.engine != nil && len(a.engine.Sessions.Of(o)) > 0)
	},
	"characters":  func(a *API, o *object.Object) lua.LValue { return a.Lua(o.Characters()) },
	"last_puppet": func(a *API, o *object.Object) lua.LValue { return a.Handle(o.LastPuppet()) },
	"quelled":     func(_ *API, o *object.Object) lua.LValue { return lua.LBool(o.Quelled()) },
	"saved_flags": func(a *API, o *object.Object) lua.LValue { return a.Lua(anyMap(o.SavedFlags())) },
	"db":          func(a *API, o *object.Object) lua.LValue { return a.dbOf(o) },
	"ndb":         func(a *API, o *object.Object) lua.LValue { return a.ndbOf(o.NDB()) },
	"attributes":  handlerField("attributes"),
	"aliases":     handlerField("aliases"),
	"tags":        handlerField("tags"),
	"permissions": handlerField("permissions"),
	"locks":       handlerField("locks"),
	"nicks":       handlerField("nicks"),
	"cmdset":      handlerField("cmdset"),
	"sessions":    handlerField("sessions"),
	"scripts":     handlerField("scripts"),
}

// objectSetters are what can be written of an entity.
var objectSetters = map[string]func(a *API, o *object.Object, v lua.LValue) error{
	"key": func(_ *API, o *object.Object, v lua.LValue) error {
		s, ok := v.(lua.LString)
		if !ok {
			return errors.New("a name is a string")
		}
		return o.SetKey(string(s))
	},
	"home": func(_ *API, o *object.Object, v lua.LValue) error {
		return withObject(v, o.SetHome)
	},
	"destination": func(_ *API, o *object.Object, v lua.LValue) error {
		return withObject(v, o.SetDestination)
	},
	"last_puppet": func(_ *API, o *object.Object, v lua.LValue) error {
		return withObject(v, o.SetLastPuppet)
	},
	"quelled": func(_ *API, o *object.Object, v lua.LValue) error {
		o.SetQuelled(lua.LVAsBool(v))
		return nil
	},
	"saved_flags": func(a *API, o *object.Object, v lua.LValue) error {
		flags, err := flagsFrom(v)
		if err == nil {
			o.SetSavedFlags(flags)
		}
		return err
	},
}

// superuser reports it for an account, or for the account that plays a body.
func superuser(o *object.Object) bool {
	if o.Kind() != object.Account {
		o = o.PlayedBy()
	}
	return o != nil && o.Superuser()
}

// withObject gives v to set if it is an entity or nil.
func withObject(v lua.LValue, set func(*object.Object)) error {
	if v == lua.LNil {
		set(nil)
		return nil
	}
	if ud, ok := v.(*lua.LUserData); ok {
		if o, ok := ud.Value.(*object.Object); ok && !o.Deleted() {
			set(o)
			return nil
		}
	}
	return fmt.Errorf("an object or nil is needed, not %s", describe(v))
}

func anyMap(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}

// flagsFrom reads protocol flags from a Lua table: names with bools, strings
// and whole numbers.
func flagsFrom(v lua.LValue) (map[string]any, error) {
	if v == lua.LNil {
		return nil, nil
	}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil, fmt.Errorf("a table of flags is needed, not %s", describe(v))
	}
	flags := map[string]any{}
	var failed error
	t.ForEach(func(k, v lua.LValue) {
		flag, err := flagValue(v)
		if err != nil {
			failed = err
			return
		}
		flags[k.String()] = flag
	})
	return flags, failed
}

func flagValue(v lua.LValue) (any, error) {
	switch v := v.(type) {
	case lua.LBool:
		return bool(v), nil
	case lua.LString:
		return string(v), nil
	case lua.LNumber:
		return int(v), nil
	}
	return nil, fmt.Errorf("a flag is a bool, a string or a number, not %s", describe(v))
}

func handlerField(name string) func(a *API, o *object.Object) lua.LValue {
	return func(a *API, o *object.Object) lua.LValue { return a.handler(name, o) }
}
