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
//
// @field mud.inputfuncs string[] the names of the inputfuncs that there are
// @field mud.generation integer counts reloads: which code this script is of
func (a *API) Module() lua.LValue {
	fields := map[string]lua.LValue{
		"sessions": a.sessionsModule(), "accounts": a.accountsModule(), "bans": a.bansModule(),
		"server": a.serverModule(), "text": a.textModule(), "time": a.timeModule(),
		"create": a.createModule(), "ticker": a.tickerModule(), "monitor": a.monitorModule(), "channels": a.channelsModule(), "help": a.helpModule(), "texts": a.textsModule(),
		"cmdsets": a.cmdsetsModule(), "rules": a.rulesModule(), "plugins": a.pluginsModule(), "game": a.gameModule(),
	}
	methods := funcs{
		"command": a.define("command"), "cmdset": a.define("cmdset"), "typeclass": a.define("typeclass"),
		"hook": a.define("hook"), "menu": a.define("menu"), "inputfunc": a.define("inputfunc"), "lockfunc": a.define("lockfunc"),
		"array":  a.define(arrayKind),
		"refuse": a.mudRefuse, "refuse_if": a.mudRefuseIf, "delay": a.mudDelay, "delays": a.mudDelays,
		"cancel": a.mudCancel, "find": a.mudFind, "find_all": a.mudFindAll, "settings": a.mudSettings,
		"random": a.mudRandom, "escape": a.mudEscape, "guard": a.mudGuard, "markup": a.mudMarkup, "plain": a.mudPlain,
		"format": a.mudFormat, "has_typeclass": a.mudHasTypeclass, "typeclasses": a.mudTypeclasses,
		"literal": a.mudLiteral, "show": a.mudShow, "kind": a.mudKind, "log": a.mudLog, "lua": a.mudLua, "inspect": a.mudInspect,
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
// @param values? mud.Shown
func (a *API) mudRefuse(L *lua.LState) int {
	a.live(L)
	a.refuse(L, &engine.Refusal{Text: a.fill(L, textOf(L, 1), L.OptTable(2, nil), nil, nil)})
	return 0
}

// mud.refuse_if is mud.refuse when the condition holds, and nothing otherwise.
//
// @param condition any
// @param text string
// @param values? mud.Shown
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

// mud.has_typeclass tells whether there is a typeclass of that name.
//
// @param name string full name, such as "core.room"
// @return boolean
func (a *API) mudHasTypeclass(L *lua.LState) int {
	return pushBool(L, a.defs.TypeclassTable(L.CheckString(1)) != nil)
}

// mud.typeclasses lists the full names of all typeclasses, sorted.
//
// @return string[]
func (a *API) mudTypeclasses(L *lua.LState) int {
	L.Push(a.Lua(a.defs.Typeclasses()))
	return 1
}

// mud.settings is a plugin's settings: those of its plugin.toml, overlaid by
// [plugin.NAME] of mud.toml.
//
// @param plugin string
// @return mud.Data
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

// mud.guard makes any text one that is shown as it is, as what players type is
// already. Unlike mud.escape it keeps the length of the text; mud.markup undoes
// it.
//
// @param text string
// @return string
func (a *API) mudGuard(L *lua.LState) int {
	L.Push(lua.LString(guard.Text(textOf(L, 1))))
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
// @param values mud.Shown with from as who $You() is
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
	if text, ok = a.vm.Logged(text); ok {
		write(text, "from", "script")
	}
	return 0
}
