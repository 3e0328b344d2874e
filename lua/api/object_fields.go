package api

import (
	"errors"
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
	"mud/lua/vm"
)

// objectFields are what can be read of an entity, by the Lua name.
//
// @field obj.id integer it never changes and never comes again
// @field obj.dbref string the id as people write it, "#12"
// @field obj.key string its name; it can be set
// @field obj.name string the same as key
// @field obj.kind "object"|"account" what it is
// @field obj.typeclass string the full name of its typeclass, such as "core.room"
// @field obj.created integer when it was made, in seconds since 1970
// @field obj.deleted boolean it is gone; then only id, key and this can be read
// @field obj.location mud.Object? where it is; obj:move_to changes it
// @field obj.home mud.Object? where it goes when its place is gone; it can be set
// @field obj.destination mud.Object? where an exit leads; it can be set
// @field obj.contents mud.Object[] what is in it, exits too
// @field obj.exits mud.Object[] the exits in it
// @field obj.account mud.Account? who plays it
// @field obj.is_superuser boolean the account, or the account that plays it, passes every lock
// @field obj.superuser boolean the same as is_superuser
// @field obj.is_connected boolean a session plays it, or has logged in to the account
// @field obj.db mud.Data its attributes: plain data and objects, kept for ever
// @field obj.ndb mud.Data as db, but kept until the server stops
// @field account.characters mud.Character[] those that the account may play
// @field account.last_puppet mud.Character? whom it played last; it can be set
// @field account.quelled boolean it acts without its own permissions; it can be set
// @field account.saved_flags table<string, boolean|number|string> protocol flags that it saved; it can be set
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
	"key": func(a *API, o *object.Object, v lua.LValue) error {
		s, ok := v.(lua.LString)
		if !ok {
			return errors.New("a name is a string")
		}
		return a.rename(o, string(s))
	},
	"home": func(_ *API, o *object.Object, v lua.LValue) error {
		return withPlace(v, o.SetHome)
	},
	"destination": func(_ *API, o *object.Object, v lua.LValue) error {
		return withPlace(v, o.SetDestination)
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

// withPlace is withObject for what things can be in: an account or a channel is
// no place.
func withPlace(v lua.LValue, set func(*object.Object)) error {
	if o := entity(v); o != nil && o.Kind() != object.Thing {
		return fmt.Errorf("%s (#%d) is no place, but of the kind %s", o.Key(), o.ID(), o.Kind())
	}
	return withObject(v, set)
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
	vm.Each(t, func(k, v lua.LValue) {
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
