package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/outbox"
	"mud/engine/value"
	"mud/lua/vm"
)

// Turn starts the function of a dialog for one answer, or for its beginning.
func (a *API) Turn(c *engine.Call, d engine.Dialog, fn *lua.LFunction, line *string) engine.Result {
	cmd, err := a.cmd(c)
	if err != nil {
		return engine.Result{Err: err}
	}
	answer := lua.LValue(lua.LNil)
	if line != nil {
		answer = lua.LString(*line)
	}
	return a.result(a.vm.Start(a.turn, fn, cmd, a.plain(d.State), answer))
}

// turned takes in what the function of a dialog returned: its state, and the
// next question or nothing.
func (a *API) turned(L *lua.LState) int {
	t := &engine.Turn{State: a.dialogState(L, L.CheckTable(1))}
	if lua.LVAsBool(L.Get(2)) {
		opts := L.OptTable(3, nil)
		t.Ask = &engine.Ask{Prompt: outbox.Part{Kind: outbox.Prompt, Text: textOf(L, 2)}, Hide: optBool(opts, "hide", false)}
	}
	L.Push(&lua.LUserData{Value: t, Env: L.Env})
	return 1
}

// turnOf is what turned made, nil when another script has ended.
func turnOf(values []lua.LValue) *engine.Turn {
	if len(values) == 1 {
		if ud, ok := values[0].(*lua.LUserData); ok {
			t, _ := ud.Value.(*engine.Turn)
			return t
		}
	}
	return nil
}

func (a *API) dialogState(L *lua.LState, t *lua.LTable) *value.Table {
	v, err := a.Value(t, "the state of a dialog")
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	return v.(*value.Table)
}

// dialogArgs reads the function's name and the state at n and n+1.
func (a *API) dialogArgs(L *lua.LState, n int) engine.Dialog {
	state := L.OptTable(n+1, nil)
	if state == nil {
		state = L.NewTable()
	}
	return engine.Dialog{Func: L.CheckString(n), State: a.dialogState(L, state)}
}

// cmd:dialog asks one question after the other and waits for the end. It calls
// the function as fn(cmd, state, line), first without a line, then with each
// answer. What fn returns is the next question; when it returns nothing the
// dialog has ended, and the state is given back.
//
// The state is plain data and objects, and all that is kept between two
// answers: so a dialog goes on after @reload with the new code, and a refusal
// asks the same question again.
//
// @param func string "plugin.lib.topic.fn"
// @param state? mud.Data
// @return mud.Data state
func (a *API) cmdDialog(L *lua.LState) int {
	a.callOf(L)
	return vm.Wait(L, a.dialogArgs(L, 2))
}

// session:dialog begins a dialog right after the running step, without waiting
// for its end: for hooks. Inside of a command use cmd:dialog.
//
// @param func string "plugin.lib.topic.fn"
// @param state? mud.Data
func (a *API) sessionDialog(L *lua.LState) int {
	a.live(L).Open(a.checkSession(L, 1), a.dialogArgs(L, 2))
	return 0
}

// menuFunc is the function that plays menus.
const menuFunc = "core.lib.menu.turn"

// session:menu opens a menu right after the running step, without waiting for
// its end: for hooks. Inside of a command use cmd:menu.
//
// @param name string full name, such as "haven.stall"
// @param data? mud.Data
func (a *API) sessionMenu(L *lua.LState) int {
	state := L.NewTable()
	state.RawSetString("menu", lua.LString(L.CheckString(2)))
	state.RawSetString("data", L.OptTable(3, L.NewTable()))
	a.live(L).Open(a.checkSession(L, 1), engine.Dialog{Func: menuFunc, State: a.dialogState(L, state)})
	return 0
}
