package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
)

// settle tells a new object's place, and the object itself, that it is whole
// and there. at_init is called once more after each start of the Server.
func (a *API) settle(L *lua.LState, o *object.Object) {
	var nowhere *object.Object
	if place := o.Location(); place != nil {
		_, err := a.Call(place, "at_object_receive", o, nowhere, "create")
		a.check(L, err)
		_, err = a.Call(o, "at_post_move", nowhere, "create")
		a.check(L, err)
	}
	for _, hook := range []string{"at_object_post_creation", "at_init"} {
		_, err := a.Call(o, hook)
		a.check(L, err)
	}
}

// rename changes a name and tells the entity.
func (a *API) rename(o *object.Object, name string) error {
	old := o.Key()
	if err := o.SetKey(name); err != nil || o.Key() == old {
		return err
	}
	_, err := a.Call(o, "at_rename", old, o.Key())
	return err
}

// obj:set_typeclass changes the object's typeclass. Its attributes stay, unless
// they are to be wiped; its creation hooks do not run, unless they are asked
// for. at_init always runs.
//
// @param name string full name, such as "core.room"
// @param opts? { create?: boolean, wipe?: boolean } create: run at_object_creation and at_object_post_creation (for an account at_account_creation); wipe: remove all attributes first
func (a *API) setTypeclass(L *lua.LState) int {
	a.live(L)
	o, name, opts := a.checkObject(L, 1), L.CheckString(2), L.OptTable(3, nil)
	if a.defs.TypeclassTable(name) == nil {
		L.RaiseError("there is no typeclass %q", name)
	}
	if optBool(opts, "wipe", false) {
		for _, at := range o.Attrs() {
			if at.Category != engineCategory {
				o.RemoveAttr(at.Category, at.Key)
			}
		}
	}
	o.SetTypeclass(name)
	var hooks []string
	if optBool(opts, "create", false) {
		hooks = createHooks[o.Kind()]
	}
	for _, hook := range append(hooks, "at_init") {
		_, err := a.Call(o, hook)
		a.check(L, err)
	}
	return 0
}

// createHooks are what runs when an entity of a kind is made.
var createHooks = map[object.Kind][]string{
	object.Thing: {"at_object_creation", "at_object_post_creation"}, object.Account: {"at_account_creation"},
}

// engineCategory is that of attributes that belong to the engine; scripts do
// not see them.
const engineCategory = "engine"
