package api

import (
	"fmt"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/value"
	"mud/lua/vm"
)

// Module makes what `require "mud"` returns.
func (a *API) Module() lua.LValue {
	fields := map[string]lua.LValue{
		"sessions": a.sessionsModule(), "accounts": a.accountsModule(), "bans": a.bansModule(),
		"server": a.serverModule(), "text": a.textModule(), "time": a.timeModule(),
		"create": a.module("mud.create", a.table(funcs{"object": a.createObject}), nil), "ticker": a.tickerModule(), "help": a.helpModule(),
		"rules": a.rulesModule(), "game": a.gameModule(),
	}
	methods := funcs{
		"command": a.define("command"), "cmdset": a.define("cmdset"), "typeclass": a.define("typeclass"),
		"hook": a.define("hook"), "menu": a.define("menu"), "inputfunc": a.define("inputfunc"), "lockfunc": a.define("lockfunc"),
		"array":  a.define(arrayKind),
		"refuse": a.mudRefuse, "refuse_if": a.mudRefuseIf, "delay": a.mudDelay,
		"cancel": a.mudCancel, "find": a.mudFind, "find_all": a.mudFindAll, "settings": a.mudSettings,
		"random": a.mudRandom, "escape": a.mudEscape, "markup": a.mudMarkup, "plain": a.mudPlain,
		"format": a.mudFormat, "has_typeclass": a.mudHasTypeclass, "log": a.mudLog, "lua": a.mudLua,
	}
	computed := map[string]func(*lua.LState) lua.LValue{
		"generation": func(*lua.LState) lua.LValue { return lua.LNumber(a.defs.Number()) },
		"inputfuncs": func(*lua.LState) lua.LValue { return a.Lua(a.defs.Inputs()) },
	}
	for name, v := range fields {
		computed[name] = func(*lua.LState) lua.LValue { return v }
	}
	a.mud = a.module("mud", a.table(methods, funcs{"sleep": a.mudSleep}), computed)
	return a.mud
}

// mud.refuse ends the command because of what the player did: all that it
// changed and said is undone, and the text goes to who asked, to nobody else.
//
// @param text string
// @param values? table<string, any>
func (a *API) mudRefuse(L *lua.LState) int {
	a.live(L)
	a.refuse(L, &engine.Refusal{Text: a.fill(L, textOf(L, 1), L.OptTable(2, nil), nil, nil)})
	return 0
}

// mud.refuse_if is mud.refuse when the condition holds, and nothing otherwise.
//
// @param condition any
// @param text string
// @param values? table<string, any>
func (a *API) mudRefuseIf(L *lua.LState) int {
	if lua.LVAsBool(L.Get(1)) {
		a.live(L)
		a.refuse(L, &engine.Refusal{Text: a.fill(L, textOf(L, 2), L.OptTable(3, nil), nil, nil)})
	}
	return 0
}

// mud.sleep waits some seconds; the world goes on. What the command did before
// it stays done, whatever happens after it.
//
// @param seconds number
func (a *API) mudSleep(L *lua.LState) int {
	a.live(L)
	return vm.Wait(L, engine.Sleep{For: duration(L, 1)})
}

// maxDuration bounds waits and timers; time.Duration ends after 292 years.
const maxDuration = 100 * 365 * 24 * time.Hour

func duration(L *lua.LState, n int) time.Duration {
	s := float64(L.CheckNumber(n))
	if s != s || s < 0 || s > maxDuration.Seconds() {
		L.ArgError(n, "seconds from 0 to 3153600000 are needed here")
	}
	return time.Duration(s * float64(time.Second))
}

// mud.delay calls a function later, once. The call is kept over @reload and
// restarts, so the function is given by name and the arguments are plain data
// and objects.
//
// @param seconds number
// @param func string "plugin.lib.topic.fn"
// @param ... any
// @return string id for mud.cancel
func (a *API) mudDelay(L *lua.LState) int {
	e := a.live(L)
	t := engine.Timer{Func: L.CheckString(2), Due: e.Now().Add(duration(L, 1))}
	for i := 3; i <= L.GetTop(); i++ {
		t.Args = append(t.Args, a.timerArg(L, L.Get(i)))
	}
	id, err := e.SetTimer("", t)
	a.check(L, err)
	L.Push(lua.LString(id))
	return 1
}

func (a *API) timerArg(L *lua.LState, v lua.LValue) value.Value {
	stored, err := a.Value(v, "an argument of a timer")
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	return stored
}

// mud.cancel stops a delay.
//
// @param id string
// @return boolean whether it was still waiting
func (a *API) mudCancel(L *lua.LState) int {
	return pushBool(L, a.live(L).RemoveTimer(L.CheckString(1)))
}

func (a *API) tickerModule() lua.LValue {
	return a.module("mud.ticker", a.table(funcs{"add": a.tickerAdd, "remove": a.tickerRemove}), nil)
}

// mud.ticker.add calls a function every so many seconds, over @reload and
// restarts. The same id again replaces the ticker.
//
// @param seconds number from 0.1
// @param func string "plugin.lib.topic.fn"
// @param opts { id: string, [integer]: any } id, and the arguments in a list
func (a *API) tickerAdd(L *lua.LState) int {
	e, every, opts := a.live(L), duration(L, 1), L.CheckTable(3)
	id := optString(opts, "id", "")
	if id == "" || every < 100*time.Millisecond {
		L.RaiseError("a ticker needs an id and at least 0.1 seconds")
	}
	t := engine.Timer{Func: L.CheckString(2), Interval: every, Due: e.Now().Add(every)}
	for i := 1; i <= opts.Len(); i++ {
		t.Args = append(t.Args, a.timerArg(L, opts.RawGetInt(i)))
	}
	_, err := e.SetTimer("ticker-"+id, t)
	a.check(L, err)
	return 0
}

// mud.ticker.remove stops a ticker.
//
// @param id string
// @return boolean whether it was there
func (a *API) tickerRemove(L *lua.LState) int {
	return pushBool(L, a.live(L).RemoveTimer("ticker-"+L.CheckString(1)))
}

// mud.find finds an entity by its id, by "#id", or an object by its key.
//
// @param what integer|string
// @return mud.Object?
func (a *API) mudFind(L *lua.LState) int {
	e := a.live(L)
	if n, ok := L.Get(1).(lua.LNumber); ok {
		L.Push(a.Handle(e.World.Get(value.Ref(n))))
		return 1
	}
	text := guard.Release(L.CheckString(1))
	if id, ok := strings.CutPrefix(text, "#"); ok {
		var n int64
		if _, err := fmt.Sscanf(id, "%d", &n); err == nil {
			L.Push(a.Handle(e.World.Get(value.Ref(n))))
			return 1
		}
	}
	for _, o := range e.World.All(object.Thing) {
		if o.Named(text) {
			L.Push(a.Handle(o))
			return 1
		}
	}
	L.Push(lua.LNil)
	return 1
}

// mud.find_all lists the entities for which everything that is given holds, by
// ascending id.
//
// @param what { key?: string, tag?: string, category?: string, typeclass?: string, kind?: "object"|"account" }
// @return mud.Object[]
func (a *API) mudFindAll(L *lua.LState) int {
	e, t := a.live(L), L.CheckTable(1)
	key, tag, class := optString(t, "key", ""), optString(t, "tag", ""), optString(t, "typeclass", "")
	out := []*object.Object{}
	for _, o := range e.World.All(object.Kind(optString(t, "kind", string(object.Thing)))) {
		if (key == "" || o.Named(key)) && (class == "" || o.Typeclass() == class) &&
			(tag == "" || o.HasTag(tag, optString(t, "category", ""))) {
			out = append(out, o)
		}
	}
	L.Push(a.Lua(out))
	return 1
}

// mud.has_typeclass tells whether there is a typeclass of that name.
//
// @param name string full name, such as "core.room"
// @return boolean
func (a *API) mudHasTypeclass(L *lua.LState) int {
	return pushBool(L, a.defs.TypeclassTable(L.CheckString(1)) != nil)
}

// mud.settings is a plugin's settings: those of its plugin.toml, overlaid by
// [plugin.NAME] of mud.toml.
//
// @param plugin string
// @return table<string, any>
func (a *API) mudSettings(L *lua.LState) int {
	L.Push(a.Lua(anyMap(a.defs.Settings(L.CheckString(1)))))
	return 1
}

// mud.random draws a whole number from a to b, from 1 to a with one argument,
// or a fraction from 0 to 1 with none.
//
// @param a? integer
// @param b? integer
// @return number
func (a *API) mudRandom(L *lua.LState) int {
	r := a.live(L).Rand()
	low, high := 1, 0
	switch L.GetTop() {
	case 0:
		L.Push(lua.LNumber(r.Float64()))
		return 1
	case 1:
		high = L.CheckInt(1)
	default:
		low, high = L.CheckInt(1), L.CheckInt(2)
	}
	if high < low {
		L.RaiseError("mud.random: there is no number from %d to %d", low, high)
	}
	L.Push(lua.LNumber(low + r.IntN(high-low+1)))
	return 1
}

// mud.escape makes any text safe to be part of a text with markup: it will be
// shown as it is.
//
// @param text string
// @return string
func (a *API) mudEscape(L *lua.LState) int {
	L.Push(lua.LString(guard.Escape(textOf(L, 1))))
	return 1
}

// mud.markup takes what a person typed as markup, where that person is trusted
// with colours.
//
// @param text string
// @return string
func (a *API) mudMarkup(L *lua.LState) int {
	L.Push(lua.LString(guard.Release(textOf(L, 1))))
	return 1
}

// mud.format fills {name} and inline functions in a text as msg does.
//
// @param text string
// @param values table<string, any> with from as who $You() is
// @param looker? mud.Object who will see it
// @return string
func (a *API) mudFormat(L *lua.LState) int {
	a.live(L)
	L.Push(lua.LString(a.fill(L, textOf(L, 1), L.CheckTable(2), a.optObject(L, 3), toObject(L.CheckTable(2).RawGetString("from")))))
	return 1
}

// mud.log writes to the server's log.
//
// @param text string
// @param level? "info"|"warn"|"error"
func (a *API) mudLog(L *lua.LState) int {
	e, text := a.live(L), guard.Release(textOf(L, 1))
	write, ok := map[string]func(string, ...any){"info": e.Log.Info, "warn": e.Log.Warn, "error": e.Log.Error}[L.OptString(2, "info")]
	if !ok {
		L.ArgError(2, "the levels are info, warn and error")
	}
	write(text, "from", "script")
	return 0
}

// mud.create.object makes a new object and calls its at_object_creation.
//
// @param what { key: string, typeclass?: string, location?: mud.Object, home?: mud.Object, destination?: mud.Object, aliases?: string[], locks?: string, tags?: (string|string[])[], permissions?: string[], db?: table<string, any> }
// @return mud.Object
func (a *API) createObject(L *lua.LState) int {
	e, t := a.live(L), L.CheckTable(1)
	class := optString(t, "typeclass", "core.thing")
	if a.defs.TypeclassTable(class) == nil {
		L.RaiseError("there is no typeclass %q", class)
	}
	o, err := e.World.Create(object.Thing, optString(t, "key", ""), class, e.Now())
	a.check(L, err)
	for name, set := range map[string]func(*object.Object){"home": o.SetHome, "destination": o.SetDestination} {
		if err := withObject(t.RawGetString(name), set); err != nil {
			L.RaiseError("mud.create.object: %s: %s", name, err.Error())
		}
	}
	a.createLists(L, o, t)
	if text := optString(t, "locks", ""); text != "" {
		a.check(L, o.SetLocks(text))
	}
	_, err = a.Call(o, "at_object_creation")
	a.check(L, err)
	if db, ok := t.RawGetString("db").(*lua.LTable); ok {
		db.ForEach(func(k, v lua.LValue) { a.setAttr(L, o, "", k.String(), v) })
	}
	err = withObject(t.RawGetString("location"), func(place *object.Object) { a.check(L, o.Place(place)) })
	a.check(L, err)
	L.Push(a.Handle(o))
	return 1
}

// createLists sets aliases, tags and permissions of a new object.
func (a *API) createLists(L *lua.LState, o *object.Object, t *lua.LTable) {
	each := func(name string, fn func(v lua.LValue)) {
		if list, ok := t.RawGetString(name).(*lua.LTable); ok {
			list.ForEach(func(_, v lua.LValue) { fn(v) })
		}
	}
	each("aliases", func(v lua.LValue) { o.AddAlias(v.String()) })
	each("permissions", func(v lua.LValue) { o.AddPermission(v.String()) })
	each("tags", func(v lua.LValue) {
		if pair, ok := v.(*lua.LTable); ok {
			o.AddTag(lua.LVAsString(pair.RawGetInt(1)), lua.LVAsString(pair.RawGetInt(2)))
			return
		}
		o.AddTag(v.String(), "")
	})
}
