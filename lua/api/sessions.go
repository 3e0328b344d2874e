package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
	"mud/engine/session"
	"mud/lua/vm"
)

// sessionsModule is mud.sessions, the one list of sessions there is.
func (a *API) sessionsModule() lua.LValue {
	return a.module("mud.sessions", a.table(funcs{
		"all": a.allSessions, "count": a.countSessions, "get": a.getSession, "by_account": a.sessionsByAccount,
		"by_puppet": a.sessionsByPuppet, "accounts": a.sessionsAccounts, "flags": a.sessionsFlags,
		"announce_all": a.announceAll, "disconnect": a.disconnectOne, "disconnect_all": a.disconnectAll,
		"disconnect_duplicates": a.disconnectDuplicates, "validate": a.validateSessions,
	}), nil)
}

// mud.sessions:all lists the sessions that are logged in, or all of them, by
// number.
//
// @param unloggedin? boolean also those that have not logged in
// @return mud.Session[]
func (a *API) allSessions(L *lua.LState) int {
	L.Push(a.Lua(a.live(L).Sessions.All(L.OptBool(2, false))))
	return 1
}

// mud.sessions:count is how many sessions are logged in, or how many there are
// at all.
//
// @param unloggedin? boolean also those that have not logged in
// @return integer
func (a *API) countSessions(L *lua.LState) int {
	L.Push(lua.LNumber(len(a.live(L).Sessions.All(L.OptBool(2, false)))))
	return 1
}

// mud.sessions:get is the session with that number, nil if it has ended; of a
// list of numbers the sessions that are there.
//
// @param sessid integer|integer[]
// @return mud.Session|mud.Session[]|nil
func (a *API) getSession(L *lua.LState) int {
	h := a.live(L).Sessions
	list, ok := L.Get(2).(*lua.LTable)
	if !ok {
		L.Push(a.Face(h.Get(L.CheckInt64(2))))
		return 1
	}
	out := []*session.Session{}
	vm.Each(list, func(_, v lua.LValue) {
		if s := h.Get(int64(lua.LVAsNumber(v))); s != nil {
			out = append(out, s)
		}
	})
	L.Push(a.Lua(out))
	return 1
}

// mud.sessions:by_account lists the sessions of an account, by number.
//
// @param account mud.Account
// @return mud.Session[]
func (a *API) sessionsByAccount(L *lua.LState) int {
	L.Push(a.Lua(append([]*session.Session{}, a.live(L).Sessions.ByAccount(a.checkObject(L, 2))...)))
	return 1
}

// mud.sessions:by_puppet lists the sessions that play an object, by number.
//
// @param obj mud.Object
// @return mud.Session[]
func (a *API) sessionsByPuppet(L *lua.LState) int {
	L.Push(a.Lua(append([]*session.Session{}, a.live(L).Sessions.ByPuppet(a.checkObject(L, 2))...)))
	return 1
}

// mud.sessions:accounts lists the accounts that are online, each once, in the
// order of their oldest session.
//
// @return mud.Account[]
func (a *API) sessionsAccounts(L *lua.LState) int {
	out := []*object.Object{}
	L.Push(a.Lua(append(out, a.live(L).Sessions.Accounts()...)))
	return 1
}

// mud.sessions:flags lists all protocol flags that there are, by name. client:
// the client tells it; player: session:set_flag may set it.
//
// @return { name: string, default: boolean|number|string, client: boolean, player: boolean, about: string }[]
func (a *API) sessionsFlags(L *lua.LState) int {
	out := []any{}
	for _, f := range session.Flags {
		out = append(out, map[string]any{"name": f.Name, "default": f.Default, "client": f.Client, "player": f.Player, "about": f.About})
	}
	L.Push(a.Lua(out))
	return 1
}

// mud.sessions:announce_all says something to every session, logged in or not.
//
// @param text string
// @param values? mud.Shown
func (a *API) announceAll(L *lua.LState) int {
	e, m := a.live(L), a.message(L, 2)
	for _, s := range e.Sessions.All(true) {
		a.deliver(L, m, s.Self(), []*session.Session{s})
	}
	return 0
}

// mud.sessions:disconnect ends one session, as session:disconnect does.
//
// @param session mud.Session
// @param reason? string shown to the player
func (a *API) disconnectOne(L *lua.LState) int {
	a.check(L, a.live(L).Sessions.Disconnect(a.checkSession(L, 2), L.OptString(3, "")))
	return 0
}

// mud.sessions:disconnect_all ends every session, those that have not logged
// in too.
//
// @param reason? string shown to the players
func (a *API) disconnectAll(L *lua.LState) int {
	e := a.live(L)
	for _, s := range e.Sessions.All(true) {
		a.check(L, e.Sessions.Disconnect(s, L.OptString(2, "")))
	}
	return 0
}

// mud.sessions:disconnect_duplicates ends the other sessions of the session's
// account.
//
// @param session mud.Session
// @param reason? string shown to the player
// @return integer how many were ended
func (a *API) disconnectDuplicates(L *lua.LState) int {
	n, err := a.live(L).Sessions.DisconnectDuplicates(a.checkSession(L, 2), L.OptString(3, session.TextElsewhere))
	a.check(L, err)
	L.Push(lua.LNumber(n))
	return 1
}

// mud.sessions:validate ends the sessions that have been silent for longer than
// [sessions] idle_timeout, right after this step. The server does so by itself
// every minute.
//
// @return integer how many will be ended
func (a *API) validateSessions(L *lua.LState) int {
	L.Push(lua.LNumber(a.live(L).EndIdle()))
	return 1
}
