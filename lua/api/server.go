package api

import (
	"fmt"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/session"
	"mud/lua/vm"
)

func (a *API) serverModule() lua.LValue {
	return a.module("mud.server", a.table(funcs{"shutdown": a.serverShutdown, "restart": a.serverRestart, "reset": a.serverReset, "claim": a.serverClaim, "faults": a.serverFaults,
		"slow": a.serverSlow}, funcs{"reload": a.serverReload, "measure": a.serverMeasure, "places": a.serverPlaces}), nil)
}

// mud.server:reload takes all scripts from disk: all new code, or on any error
// all old code. It waits while they are compiled and checked aside.
//
// @param cmd mud.Cmd
// @return boolean ok
// @return string report what was loaded, or what is wrong, for people
func (a *API) serverReload(L *lua.LState) int {
	return vm.Wait(L, a.live(L).ReloadJob())
}

// mud.server:shutdown stops the world after this command; everybody is told
// the reason and disconnected.
//
// @param reason? string
func (a *API) serverShutdown(L *lua.LState) int {
	a.live(L).Shutdown(L.OptString(2, ""))
	return 0
}

// mud.server:restart has a new Server take over after this command: a new
// process, from the program file as it is now. All connections stay, and what
// players type meanwhile is done by the new one. Everybody is told.
//
// @param cmd mud.Cmd the command that asks; who typed it is told if the new Server does not come up
func (a *API) serverRestart(L *lua.LState) int {
	a.live(L).Restart(a.asker(L, 2))
	return 0
}

// mud.server:reset is restart with the hooks of a cold end and start, and with
// everybody out of character.
//
// @param cmd mud.Cmd the command that asks
func (a *API) serverReset(L *lua.LState) int {
	a.live(L).Reset(a.asker(L, 2))
	return 0
}

// asker is the session of the command that is an argument, nil for none.
func (a *API) asker(L *lua.LState, n int) *session.Session {
	return a.toSession(L.CheckTable(n).RawGetString("session"))
}

// mud.server:claim makes the account the superuser, if the code is the one
// that the first start printed and nobody has used it.
//
// @param account mud.Account
// @param code string
// @return boolean
func (a *API) serverClaim(L *lua.LState) int {
	return pushBool(L, a.live(L).Claim(a.checkObject(L, 2), strings.TrimSpace(L.CheckString(3))))
}

// mud.server:faults lists the last faults of scripts, the newest last. Those
// that are the same, since the last reload, are one.
//
// @return { what: string, who: string, error: string, count: integer, first: number, last: number, generation: integer }[] first and last in seconds since 1970
func (a *API) serverFaults(L *lua.LState) int {
	out := []any{}
	for _, f := range a.live(L).Faults() {
		out = append(out, map[string]any{
			"what": f.What, "who": strings.Join(f.Who, ", "), "error": f.Error, "count": f.Count,
			"first": seconds(f.First), "last": seconds(f.Last), "generation": f.Generation,
		})
	}
	L.Push(a.Lua(out))
	return 1
}

// rulesModule is mud.rules: what the multisession mode and its settings say.
//
// @field mud.rules.multisession_mode 0|1|2|3
// @field mud.rules.auto_create_character boolean a new account gets a character of its name
// @field mud.rules.auto_puppet boolean who logs in plays the last character at once
// @field mud.rules.max_characters integer of an account
// @field mud.rules.max_puppets integer at a time, of an account
// @field mud.rules.reply_to_all boolean answers go to all sessions of the account
// @field mud.rules.guests boolean guests are let in
func (a *API) rulesModule() lua.LValue {
	return a.module("mud.rules", a.table(funcs{}), map[string]func(*lua.LState) lua.LValue{
		"multisession_mode":     func(L *lua.LState) lua.LValue { return lua.LNumber(a.live(L).Rules.Mode) },
		"auto_create_character": func(L *lua.LState) lua.LValue { return lua.LBool(a.live(L).Rules.AutoCreate) },
		"auto_puppet":           func(L *lua.LState) lua.LValue { return lua.LBool(a.live(L).Rules.AutoPuppet) },
		"max_characters":        func(L *lua.LState) lua.LValue { return lua.LNumber(a.live(L).Rules.MaxCharacters) },
		"max_puppets":           func(L *lua.LState) lua.LValue { return lua.LNumber(a.live(L).Rules.MaxPuppets) },
		"reply_to_all":          func(L *lua.LState) lua.LValue { return lua.LBool(a.live(L).Rules.ReplyToAll) },
		"guests":                func(L *lua.LState) lua.LValue { return lua.LBool(a.live(L).Rules.Guests) },
	})
}

// gameModule is mud.game: what this game and this server are.
//
// @field mud.game.name string
// @field mud.game.version string of mud itself
// @field mud.game.start_time number when the server started, in seconds since 1970
// @field mud.game.generation integer the same as mud.generation
func (a *API) gameModule() lua.LValue {
	return a.module("mud.game", a.table(funcs{}), map[string]func(*lua.LState) lua.LValue{
		"name":       func(L *lua.LState) lua.LValue { return lua.LString(a.live(L).Game) },
		"version":    func(L *lua.LState) lua.LValue { return lua.LString(a.live(L).Version) },
		"start_time": func(L *lua.LState) lua.LValue { return seconds(a.live(L).Started()) },
		"generation": func(*lua.LState) lua.LValue { return lua.LNumber(a.defs.Number()) },
	})
}

func (a *API) helpModule() lua.LValue {
	return a.module("mud.help", a.table(funcs{"topics": a.helpTopics}), nil)
}

// mud.help.topics lists the help topics of all plugins.
//
// @return { name: string, category: string, text: string }[]
func (a *API) helpTopics(L *lua.LState) int {
	out := []any{}
	for _, t := range a.defs.Help() {
		out = append(out, map[string]any{"name": t.Name, "category": t.Category, "text": t.Text})
	}
	L.Push(a.Lua(out))
	return 1
}

func (a *API) timeModule() lua.LValue {
	return a.module("mud.time", a.table(funcs{
		"now": a.timeNow, "uptime": a.timeUptime, "format": a.timeFormat, "date": a.timeDate,
	}), nil)
}

// mud.time.now is the time of the running step in seconds since 1970.
//
// @return number
func (a *API) timeNow(L *lua.LState) int {
	L.Push(seconds(a.live(L).Now()))
	return 1
}

// mud.time.uptime is how many seconds ago the server started.
//
// @return number
func (a *API) timeUptime(L *lua.LState) int {
	e := a.live(L)
	L.Push(lua.LNumber(e.Now().Sub(e.Started()).Seconds()))
	return 1
}

// mud.time.format says a number of seconds in words, such as "3m 12s".
//
// @param seconds number
// @return string
func (a *API) timeFormat(L *lua.LState) int {
	left := int64(max(0, float64(L.CheckNumber(1))))
	var parts []string
	for _, unit := range []struct {
		name string
		size int64
	}{{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}} {
		if n := left / unit.size; n > 0 && len(parts) < 2 {
			parts = append(parts, fmt.Sprintf("%d%s", n, unit.name))
			left %= unit.size
		}
	}
	if len(parts) == 0 {
		parts = []string{"0s"}
	}
	L.Push(lua.LString(strings.Join(parts, " ")))
	return 1
}

// mud.time.date formats a moment in UTC with %Y %m %d %H %M %S.
//
// @param format string
// @param at? number seconds since 1970, now without it
// @return string
func (a *API) timeDate(L *lua.LState) int {
	at := a.live(L).Now()
	if L.GetTop() >= 2 {
		at = time.UnixMilli(int64(float64(L.CheckNumber(2)) * 1000))
	}
	at = at.UTC()
	L.Push(lua.LString(strings.NewReplacer(
		"%Y", at.Format("2006"), "%m", at.Format("01"), "%d", at.Format("02"),
		"%H", at.Format("15"), "%M", at.Format("04"), "%S", at.Format("05"), "%%", "%",
	).Replace(L.CheckString(1))))
	return 1
}
