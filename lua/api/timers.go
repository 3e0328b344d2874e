package api

import (
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/value"
)

// mud.delay calls a function later, once. A function that is given by its name
// is called over @reload and restarts too; its arguments are plain data and
// objects. Any other function is called by the scripts that gave it, and is
// lost when the server restarts.
//
// @param seconds number
// @param func string|fun(...: mud.Value) "plugin.lib.topic.fn", or a function
// @param ... mud.Value
// @return string id for mud.cancel
func (a *API) mudDelay(L *lua.LState) int {
	e, wait := a.live(L), duration(L, 1)
	if fn, ok := L.Get(2).(*lua.LFunction); ok {
		id, err := e.Later(wait, later{a, fn, rest(L, 3)})
		a.check(L, err)
		L.Push(lua.LString(id))
		return 1
	}
	t := engine.Timer{Func: a.timerFunc(L, 2), Due: e.Now().Add(wait)}
	for _, v := range rest(L, 3) {
		t.Args = append(t.Args, a.timerArg(L, v))
	}
	id, err := e.SetTimer("", t)
	a.check(L, err)
	L.Push(lua.LString(id))
	return 1
}

// later is a function that begins after a delay.
type later struct {
	api  *API
	fn   *lua.LFunction
	args []lua.LValue
}

// Resume begins it.
func (l later) Resume(...any) engine.Result { return l.api.Start(l.fn, l.args...) }

// rest are the arguments from n on.
func rest(L *lua.LState, n int) []lua.LValue {
	var out []lua.LValue
	for ; n <= L.GetTop(); n++ {
		out = append(out, L.Get(n))
	}
	return out
}

// timerFunc is argument n as the name of a function that is there now.
func (a *API) timerFunc(L *lua.LState, n int) string {
	name := L.CheckString(n)
	if err := a.defs.CheckFunc(name); err != nil {
		L.ArgError(n, err.Error())
	}
	return name
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

// mud.delays lists the delays that wait, the next one first. func is nil for a
// function without a name.
//
// @return { id: string, func?: string, left: number }[]
func (a *API) mudDelays(L *lua.LState) int {
	L.Push(a.pending(L, "delay-", func(p engine.Pending) map[string]any {
		row := map[string]any{"id": p.ID, "left": p.Left.Seconds()}
		if p.Timer.Func != "" {
			row["func"] = p.Timer.Func
		}
		return row
	}))
	return 1
}

// pending lists the timers whose ids have a prefix.
func (a *API) pending(L *lua.LState, prefix string, row func(p engine.Pending) map[string]any) lua.LValue {
	out := []any{}
	for _, p := range a.live(L).Pending() {
		if strings.HasPrefix(p.ID, prefix) {
			out = append(out, row(p))
		}
	}
	return a.Lua(out)
}

const tickerPrefix = "ticker-"

func (a *API) tickerModule() lua.LValue {
	return a.module("mud.ticker", a.table(funcs{"add": a.tickerAdd, "remove": a.tickerRemove, "all": a.tickerAll}), nil)
}

// mud.ticker.add calls a function every so many seconds. The same id again
// replaces the ticker. It goes on over @reload and restarts, with what was left
// of its interval; with persistent = false it ends with the server.
//
// @param seconds number from 0.1
// @param func string "plugin.lib.topic.fn"
// @param opts { id: string, persistent?: boolean, [integer]: mud.Value } id, and the arguments in a list
func (a *API) tickerAdd(L *lua.LState) int {
	e, every, opts := a.live(L), interval(L, 1), L.CheckTable(3)
	id := optString(opts, "id", "")
	if id == "" {
		L.RaiseError("a ticker needs an id, by which it is removed again")
	}
	t := engine.Timer{
		Func: a.timerFunc(L, 2), Interval: every, Due: e.Now().Add(every), Volatile: !optBool(opts, "persistent", true),
	}
	for i := 1; i <= opts.Len(); i++ {
		t.Args = append(t.Args, a.timerArg(L, opts.RawGetInt(i)))
	}
	_, err := e.SetTimer(tickerPrefix+id, t)
	a.check(L, err)
	return 0
}

// minInterval is how often anything may repeat.
const minInterval = 100 * time.Millisecond

// interval is argument n as the seconds between two calls.
func interval(L *lua.LState, n int) time.Duration {
	every := duration(L, n)
	if every < minInterval {
		L.ArgError(n, "what repeats needs an interval of at least 0.1 seconds")
	}
	return every
}

// mud.ticker.remove stops a ticker.
//
// @param id string
// @return boolean whether it was there
func (a *API) tickerRemove(L *lua.LState) int {
	return pushBool(L, a.live(L).RemoveTimer(tickerPrefix+L.CheckString(1)))
}

// mud.ticker.all lists the tickers, the next one first.
//
// @return { id: string, func: string, interval: number, left: number, persistent: boolean }[]
func (a *API) tickerAll(L *lua.LState) int {
	L.Push(a.pending(L, tickerPrefix, func(p engine.Pending) map[string]any {
		return map[string]any{
			"id": strings.TrimPrefix(p.ID, tickerPrefix), "func": p.Timer.Func, "interval": p.Timer.Interval.Seconds(),
			"left": p.Left.Seconds(), "persistent": !p.Timer.Volatile,
		}
	}))
	return 1
}
