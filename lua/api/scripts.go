package api

import (
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
)

// mud.create.script makes a script object: something without a place that is
// called again and again. Its hooks are at_script_creation, at_start,
// at_repeat, is_valid (false ends it), at_pause, at_stop and at_script_delete.
// Without an interval it is never called, and only holds data and hooks.
//
// @param what { key: string, typeclass?: string, obj?: mud.Object, interval?: number, start_delay?: boolean|number, repeats?: integer, persistent?: boolean, autostart?: boolean, locks?: string, tags?: (string|string[])[], db?: table<string, mud.Value> } obj: what it is on and goes with; interval: seconds from 0.1; start_delay: false calls it at once, seconds otherwise than the interval; repeats: calls until it stops, 0 for no end; persistent = false: it ends with the server
// @return mud.Object
func (a *API) createScript(L *lua.LState) int {
	e, t := a.live(L), L.CheckTable(1)
	o := a.create(L, object.Script, t, "core.script")
	if on := toObject(t.RawGetString("obj")); on != nil {
		o.SetOn(on)
	}
	o.SetBeat(object.Beat{
		Interval: optInterval(L, t), Repeats: int(lua.LVAsNumber(t.RawGetString("repeats"))), Volatile: !optBool(t, "persistent", true),
	})
	a.created(L, o, t, "at_script_creation")
	if optBool(t, "autostart", true) && !o.Deleted() {
		a.check(L, e.StartScript(o, startDelay(t, o.Beat().Interval)))
	}
	L.Push(a.Handle(o))
	return 1
}

// optInterval is the field interval, 0 where it is left out.
func optInterval(L *lua.LState, t *lua.LTable) time.Duration {
	n, ok := t.RawGetString("interval").(lua.LNumber)
	if !ok {
		return 0
	}
	every := time.Duration(float64(n) * float64(time.Second))
	if float64(n) > maxDuration.Seconds() || every < minInterval {
		L.RaiseError("a script needs an interval of at least 0.1 seconds, or none")
	}
	return every
}

// startDelay is how long a script waits for its first call.
func startDelay(t *lua.LTable, every time.Duration) time.Duration {
	switch v := t.RawGetString("start_delay").(type) {
	case lua.LBool:
		if !v {
			return 0
		}
	case lua.LNumber:
		if float64(v) >= 0 && float64(v) <= maxDuration.Seconds() {
			return time.Duration(float64(v) * float64(time.Second))
		}
	}
	return every
}

// scriptFuncs are the methods of script objects.
func (a *API) scriptFuncs() funcs {
	return funcs{
		"start": a.scriptStart, "stop": a.scriptStop, "pause": a.scriptPause, "unpause": a.scriptUnpause, "set_beat": a.scriptBeat,
	}
}

// checkKind is argument 1 as an entity of a kind.
func (a *API) checkKind(L *lua.LState, kind object.Kind, name string) *object.Object {
	o := a.checkObject(L, 1)
	if o.Kind() != kind {
		L.ArgError(1, "this is for a "+name+", not for "+o.Key())
	}
	a.live(L)
	return o
}

// script:start starts a script object from the beginning; at_start is called.
//
// @param delay? number seconds to the first call, the interval without it
func (a *API) scriptStart(L *lua.LState) int {
	o := a.checkKind(L, object.Script, "script object")
	wait := o.Beat().Interval
	if L.Get(2) != lua.LNil {
		wait = duration(L, 2)
	}
	a.check(L, a.engine.StartScript(o, wait))
	return 0
}

// script:stop ends the calls of a script object; at_stop is called.
func (a *API) scriptStop(L *lua.LState) int {
	a.check(L, a.engine.StopScript(a.checkKind(L, object.Script, "script object")))
	return 0
}

// script:pause stops the calls and keeps what is left of the interval;
// at_pause is called.
func (a *API) scriptPause(L *lua.LState) int {
	a.check(L, a.engine.PauseScript(a.checkKind(L, object.Script, "script object")))
	return 0
}

// script:unpause goes on where script:pause stopped.
func (a *API) scriptUnpause(L *lua.LState) int {
	a.check(L, a.engine.UnpauseScript(a.checkKind(L, object.Script, "script object")))
	return 0
}

// script:set_beat changes when a script object is called, from its next start
// on. What is left out stays as it is.
//
// @param beat { interval?: number, repeats?: integer, persistent?: boolean }
func (a *API) scriptBeat(L *lua.LState) int {
	o, t := a.checkKind(L, object.Script, "script object"), L.CheckTable(2)
	b := o.Beat()
	if t.RawGetString("interval") != lua.LNil {
		b.Interval = optInterval(L, t)
	}
	if n, ok := t.RawGetString("repeats").(lua.LNumber); ok {
		b.Repeats = max(0, int(n))
	}
	b.Volatile = !optBool(t, "persistent", !b.Volatile)
	o.SetBeat(b)
	return 0
}

// scriptObjectFields are what can be read of a script object besides what all
// entities have.
//
// @field script.obj mud.Object? what it is on
// @field script.interval number seconds between two beats; 0 for none
// @field script.repeats integer how many beats there are; 0 for no end
// @field script.done integer how many beats there were
// @field script.persistent boolean it goes on after a restart
// @field script.paused boolean its clock stands still
// @field script.is_active boolean its clock runs
// @field script.time_left number? seconds until the next beat; nil when its clock does not run
var scriptObjectFields = map[string]func(a *API, o *object.Object) lua.LValue{
	"obj":        func(a *API, o *object.Object) lua.LValue { return a.Handle(o.On()) },
	"interval":   func(_ *API, o *object.Object) lua.LValue { return lua.LNumber(o.Beat().Interval.Seconds()) },
	"repeats":    func(_ *API, o *object.Object) lua.LValue { return lua.LNumber(o.Beat().Repeats) },
	"done":       func(_ *API, o *object.Object) lua.LValue { return lua.LNumber(o.Done()) },
	"persistent": func(_ *API, o *object.Object) lua.LValue { return lua.LBool(!o.Beat().Volatile) },
	"paused":     func(_ *API, o *object.Object) lua.LValue { return lua.LBool(o.Paused() > 0) },
	"is_active": func(a *API, o *object.Object) lua.LValue {
		_, ok := a.engine.Running(o)
		return lua.LBool(ok)
	},
	"time_left": func(a *API, o *object.Object) lua.LValue {
		if left, ok := a.engine.Running(o); ok {
			return lua.LNumber(left.Seconds())
		}
		return lua.LNil
	},
}

// obj.scripts:all lists the script objects on an object.
//
// @return mud.Object[]
func (a *API) scriptsAll(L *lua.LState) int {
	L.Push(a.Lua(append([]*object.Object{}, a.owned(L).Scripts()...)))
	return 1
}

// obj.scripts:get is the first script object of that key on an object, nil if
// there is none.
//
// @param key string
// @return mud.Object?
func (a *API) scriptsGet(L *lua.LState) int {
	for _, s := range a.owned(L).Scripts() {
		if s.Named(L.CheckString(2)) {
			L.Push(a.Handle(s))
			return 1
		}
	}
	L.Push(lua.LNil)
	return 1
}
