package api

import (
	"slices"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/command"
	"mud/engine/object"
	"mud/engine/session"
)

// stacked is what has a stack of command sets: an entity or a session.
type stacked interface {
	Stack() []object.StackEntry
	SetStack([]object.StackEntry)
}

func (a *API) cmdsetFuncs() funcs {
	return funcs{
		"add": a.cmdsetAdd, "add_default": a.cmdsetAddDefault, "remove": a.cmdsetRemove, "remove_default": a.cmdsetRemoveDefault,
		"clear": a.cmdsetClear, "reset": a.cmdsetReset, "has": a.cmdsetHas, "all": a.cmdsetAll, "current": a.cmdsetCurrent,
	}
}

func (a *API) stackOf(L *lua.LState) stacked {
	if ud, ok := L.Get(1).(*lua.LUserData); ok {
		if h, ok := ud.Value.(*handler); ok {
			a.live(L)
			switch owner := h.owner.(type) {
			case *object.Object:
				return owner
			case *session.Session:
				return owner
			}
		}
	}
	L.ArgError(1, "call it with a colon, as in obj.cmdset:add(\"plugin.key\")")
	return nil
}

// named reports whether a command set is meant by its full name or by its key.
func (a *API) named(full, name string) bool {
	if full == name {
		return true
	}
	set, err := a.engine.Scripts().Cmdset(full)
	return err == nil && set.Key == name
}

// cmdsetEntry reads the arguments of add and add_default.
func (a *API) cmdsetEntry(L *lua.LState, persistent bool) object.StackEntry {
	name := L.CheckString(2)
	if _, err := a.engine.Scripts().Cmdset(name); err != nil {
		L.RaiseError("%s", err.Error())
	}
	return object.StackEntry{Key: name, Persistent: optBool(L.OptTable(3, nil), "persistent", persistent)}
}

// obj.cmdset:add puts a command set on top of the stack of an object, an
// account or a session.
//
// @param name mud.CmdsetName full name, such as "haven.inn"
// @param opts? { persistent?: boolean, default?: boolean } persistent: it is kept over a restart; default: it is the bottom of the stack, see add_default
func (a *API) cmdsetAdd(L *lua.LState) int {
	o := a.stackOf(L)
	if optBool(L.OptTable(3, nil), "default", false) {
		a.setDefault(o, a.cmdsetEntry(L, false))
		return 0
	}
	o.SetStack(append(slices.Clone(o.Stack()), a.cmdsetEntry(L, false)))
	return 0
}

// obj.cmdset:add_default makes a command set the bottom of the stack, in place
// of what the typeclass or the game gives.
//
// @param name mud.CmdsetName full name, such as "haven.inn"
// @param opts? { persistent?: boolean } persistent: it is kept over a restart; true without it
func (a *API) cmdsetAddDefault(L *lua.LState) int {
	a.setDefault(a.stackOf(L), a.cmdsetEntry(L, true))
	return 0
}

func (a *API) setDefault(o stacked, entry object.StackEntry) {
	entry.Default = true
	o.SetStack(append([]object.StackEntry{entry}, added(o)...))
}

// added are the entries above the default ones.
func added(o stacked) []object.StackEntry {
	return slices.DeleteFunc(slices.Clone(o.Stack()), func(e object.StackEntry) bool { return e.Default })
}

// defaults are the entries that were set as default.
func defaults(o stacked) []object.StackEntry {
	return slices.DeleteFunc(slices.Clone(o.Stack()), func(e object.StackEntry) bool { return !e.Default })
}

// obj.cmdset:remove_default takes the bottom of the stack away: only what was
// added is left. It is kept over a restart.
func (a *API) cmdsetRemoveDefault(L *lua.LState) int {
	a.setDefault(a.stackOf(L), object.StackEntry{Persistent: true})
	return 0
}

// obj.cmdset:remove takes a command set off the stack, by its full name or its
// key; the last added one without a name. It is no error if it is not there.
// The default set stays.
//
// @param name? string
// @return boolean whether it was there
func (a *API) cmdsetRemove(L *lua.LState) int {
	o, name := a.stackOf(L), L.OptString(2, "")
	stack := added(o)
	before := len(stack)
	if name == "" && before > 0 {
		stack = stack[:before-1]
	} else {
		stack = slices.DeleteFunc(stack, func(e object.StackEntry) bool { return a.named(e.Key, name) })
	}
	if len(stack) != before {
		o.SetStack(append(defaults(o), stack...))
	}
	return pushBool(L, len(stack) != before)
}

// obj.cmdset:clear takes every added set off; the default set stays.
func (a *API) cmdsetClear(L *lua.LState) int {
	o := a.stackOf(L)
	o.SetStack(defaults(o))
	return 0
}

// obj.cmdset:reset makes the stack what it is after a restart: sets that are
// not persistent go, and a default that was set but not as persistent as well.
// For a session the default stays.
func (a *API) cmdsetReset(L *lua.LState) int {
	o := a.stackOf(L)
	_, isSession := o.(*session.Session)
	o.SetStack(slices.DeleteFunc(slices.Clone(o.Stack()), func(e object.StackEntry) bool {
		return !e.Persistent && !(isSession && e.Default)
	}))
	return 0
}

// obj.cmdset:has tells whether a command set is in the stack, by its full name
// or its key.
//
// @param name string
// @param default? boolean true: only the default sets are looked at
// @return boolean
func (a *API) cmdsetHas(L *lua.LState) int {
	o, name := a.stackOf(L), L.CheckString(2)
	return pushBool(L, slices.ContainsFunc(a.engine.Sets(o, L.OptBool(3, false)), func(full string) bool { return a.named(full, name) }))
}

// obj.cmdset:all lists the stack by full names, the default sets first.
//
// @return string[]
func (a *API) cmdsetAll(L *lua.LState) int {
	L.Push(a.Lua(a.engine.Sets(a.stackOf(L), false)))
	return 1
}

func (a *API) cmdsetsModule() lua.LValue {
	return a.module("mud.cmdsets", a.table(funcs{"get": a.cmdsetsGet}), nil)
}

// mud.cmdsets.get describes a command set, nil if there is none of that name.
//
// @param name mud.CmdsetName
// @return { key: string, priority: integer, merge: string, duplicates?: boolean, no_exits?: boolean, no_objs?: boolean, no_channels?: boolean, commands: string[] }?
func (a *API) cmdsetsGet(L *lua.LState) int {
	set, err := a.live(L).Scripts().Cmdset(L.CheckString(1))
	if err != nil {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(a.describedSet(set, set.Commands))
	return 1
}

// describedSet is a set as scripts see it.
func (a *API) describedSet(set *command.Set, commands []command.Bound) lua.LValue {
	names := []string{}
	for _, b := range commands {
		if !command.System(b.Def.Key) {
			names = append(names, b.Def.Key)
		}
	}
	t := a.Lua(map[string]any{"key": set.Key, "priority": set.Priority, "merge": mergeNames[set.Merge], "commands": names}).(*lua.LTable)
	for name, flag := range map[string]*bool{"duplicates": set.Duplicates, "no_exits": set.NoExits, "no_objs": set.NoObjs, "no_channels": set.NoChannels} {
		if flag != nil {
			t.RawSetString(name, lua.LBool(*flag))
		}
	}
	return t
}

// mergeNames are the ways to merge by their Lua names.
var mergeNames = map[command.MergeType]string{
	command.Union: "union", command.Intersect: "intersect", command.Replace: "replace", command.Remove: "remove",
}

// obj.cmdset:current is what the stack alone comes to, without those of others
// that a caller has as well.
//
// @return { key: string, priority: integer, merge: string, no_exits?: boolean, no_objs?: boolean, no_channels?: boolean, commands: string[] }
func (a *API) cmdsetCurrent(L *lua.LState) int {
	m := a.engine.Own(a.stackOf(L))
	L.Push(a.describedSet(&m.Set, m.Commands()))
	return 1
}
