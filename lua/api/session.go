package api

import (
	"errors"
	"fmt"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/access"
	"mud/engine/object"
	"mud/engine/session"
)

// Face is the handle of a session, nil for none.
func (a *API) Face(s *session.Session) lua.LValue {
	if s == nil {
		return lua.LNil
	}
	ud, ok := a.faces[s]
	if !ok {
		ud = &lua.LUserData{Value: s, Env: a.vm.State().Env, Metatable: a.sessions}
		if !s.Gone() {
			a.faces[s] = ud
		}
	}
	return ud
}

// Ended drops the handle of a session that is over.
func (a *API) Ended(s *session.Session) { delete(a.faces, s) }

func (a *API) toSession(v lua.LValue) *session.Session {
	if ud, ok := v.(*lua.LUserData); ok {
		s, _ := ud.Value.(*session.Session)
		return s
	}
	return nil
}

func (a *API) checkSession(L *lua.LState, n int) *session.Session {
	s := a.toSession(L.Get(n))
	if s == nil {
		L.ArgError(n, "a session is needed here, not "+describe(L.Get(n)))
	}
	return s
}

func (a *API) makeSessions() {
	L := a.vm.State()
	methods := a.table(a.sessionFuncs())
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		s, key := a.checkSession(L, 1), L.ToString(2)
		if get, ok := sessionFields[key]; ok {
			L.Push(get(a, s))
			return 1
		}
		if t := a.sessionClass(""); t != nil {
			if v := L.GetField(t, key); v != lua.LNil && methods.RawGetString(key) == lua.LNil {
				L.Push(v)
				return 1
			}
		}
		L.Push(methods.RawGetString(key))
		return 1
	}))
	mt.RawSetString("__newindex", L.NewFunction(func(L *lua.LState) int {
		L.RaiseError("the field %q of a session cannot be set: use session:set_flag or session.ndb", L.ToString(2))
		return 0
	}))
	mt.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int {
		L.Push(lua.LString(a.checkSession(L, 1).String()))
		return 1
	}))
	mt.RawSetString("__metatable", lua.LString("protected"))
	a.sessions = mt
}

// sessionClass is the typeclass that counts for a hook of sessions, or for all
// else with ""; nil for none.
func (a *API) sessionClass(hook string) *lua.LTable {
	if a.engine == nil {
		return nil
	}
	return a.defs.TypeclassTable(a.engine.Sessions.Class(hook))
}

// sessionFields are what can be read of a session, by the Lua name.
//
// @field session.kind "session"
// @field session.sessid integer its number, which never comes again
// @field session.id integer the same as sessid
// @field session.key string a name for logs and lists
// @field session.address string where it comes from
// @field session.protocol string "telnet", "websocket" …
// @field session.protocol_flags table<string, boolean|number|string|table<integer, integer>> what its client can do; sizes are by window
// @field session.chosen_flags table<string, boolean|number|string> the flags that the player chose
// @field session.logged_in boolean
// @field session.gone boolean it is over
// @field session.account mud.Account? who has logged in
// @field session.puppet mud.Character? whom it plays
// @field session.db mud.Data the same as ndb
// @field session.ndb mud.Data what it remembers until it ends
// @field session.cmdset mud.Object.cmdset its own stack of command sets
// @field session.conn_time number when it connected, in seconds since 1970
// @field session.cmd_last number when a line came last
// @field session.cmd_last_visible number when a line came last that was not a client's own
// @field session.cmd_total integer how many lines came
// @field session.width integer columns of its screen
// @field session.height integer lines of its screen
// @field session.screenreader boolean the player uses a screen reader
var sessionFields = map[string]func(a *API, s *session.Session) lua.LValue{
	"kind":             func(_ *API, _ *session.Session) lua.LValue { return lua.LString("session") },
	"sessid":           func(_ *API, s *session.Session) lua.LValue { return lua.LNumber(s.Sessid()) },
	"id":               func(_ *API, s *session.Session) lua.LValue { return lua.LNumber(s.Sessid()) },
	"key":              func(_ *API, s *session.Session) lua.LValue { return lua.LString(fmt.Sprintf("session %d", s.Sessid())) },
	"address":          func(_ *API, s *session.Session) lua.LValue { return lua.LString(s.Address()) },
	"protocol":         func(_ *API, s *session.Session) lua.LValue { return lua.LString(s.Protocol()) },
	"protocol_flags":   func(a *API, s *session.Session) lua.LValue { return a.flags(s) },
	"chosen_flags":     func(a *API, s *session.Session) lua.LValue { return a.Lua(anyMap(s.Chosen())) },
	"logged_in":        func(_ *API, s *session.Session) lua.LValue { return lua.LBool(s.LoggedIn()) },
	"gone":             func(_ *API, s *session.Session) lua.LValue { return lua.LBool(s.Gone()) },
	"account":          func(a *API, s *session.Session) lua.LValue { return a.Handle(s.Account()) },
	"puppet":           func(a *API, s *session.Session) lua.LValue { return a.Handle(s.Puppet()) },
	"db":               func(a *API, s *session.Session) lua.LValue { return a.ndbOf(s.NDB()) },
	"ndb":              func(a *API, s *session.Session) lua.LValue { return a.ndbOf(s.NDB()) },
	"cmdset":           func(a *API, s *session.Session) lua.LValue { return a.handler("cmdset", s) },
	"conn_time":        func(_ *API, s *session.Session) lua.LValue { return seconds(s.Since()) },
	"cmd_last":         func(_ *API, s *session.Session) lua.LValue { return seconds(s.Last()) },
	"cmd_last_visible": func(_ *API, s *session.Session) lua.LValue { return seconds(s.LastVisible()) },
	"cmd_total":        func(_ *API, s *session.Session) lua.LValue { return lua.LNumber(s.Total()) },
	"width":            func(_ *API, s *session.Session) lua.LValue { return lua.LNumber(s.Width()) },
	"height": func(_ *API, s *session.Session) lua.LValue {
		n, _ := s.Flag("SCREENHEIGHT").(int)
		return lua.LNumber(n)
	},
	"screenreader": func(_ *API, s *session.Session) lua.LValue { return lua.LBool(s.Flag("SCREENREADER") == true) },
}

func seconds(t time.Time) lua.LValue { return lua.LNumber(float64(t.UnixMilli()) / 1000) }

// flags are the protocol flags as a table; the sizes are maps from a window's
// number to its size, window 0 the main one (spec 1.10).
func (a *API) flags(s *session.Session) lua.LValue {
	t := a.Lua(anyMap(s.Flags())).(*lua.LTable)
	for _, name := range []string{"SCREENWIDTH", "SCREENHEIGHT"} {
		if n, ok := s.Flag(name).(int); ok {
			windows := a.vm.State().NewTable()
			windows.RawSetInt(0, lua.LNumber(n))
			t.RawSetString(name, windows)
		}
	}
	return t
}

func (a *API) sessionFuncs() funcs {
	return funcs{
		"msg": a.msg, "execute_cmd": a.executeCmd, "disconnect": a.disconnect, "login": a.login,
		"unpuppet": a.unpuppet, "set_flag": a.setFlag, "log": a.sessionLog, "dialog": a.sessionDialog, "menu": a.sessionMenu,
		"supports": a.supports,
	}
}

// session:disconnect ends the session; its connection is closed after what was
// said to it is written.
//
// @param reason? string shown to the player
func (a *API) disconnect(L *lua.LState) int {
	e, s := a.live(L), a.checkSession(L, 1)
	a.check(L, e.Sessions.Disconnect(s, L.OptString(2, "")))
	return 0
}

// session:login joins the session to an account, with all hooks of a login. It
// asks for no password: use mud.accounts:authenticate for that.
//
// @param account mud.Account
func (a *API) login(L *lua.LState) int {
	e := a.live(L)
	a.check(L, e.Sessions.Login(a.checkSession(L, 1), a.checkObject(L, 2)))
	return 0
}

// account:puppet lets one of its sessions play an object. Refusals change
// nothing.
//
// @param session mud.Session
// @param obj mud.Object
// @return boolean ok
// @return string? why not, for the player
func (a *API) puppet(L *lua.LState) int {
	e := a.live(L)
	s, at := a.toSession(L.Get(1)), 2
	if s == nil {
		s, at = a.checkSession(L, 2), 3
	}
	err := e.Sessions.Puppet(s, a.checkObject(L, at), func(who access.Who, o *object.Object) bool {
		return e.Access.Check(who, o, "puppet", false)
	})
	var refused session.Refused
	if errors.As(err, &refused) {
		L.Push(lua.LFalse)
		L.Push(lua.LString(refused.Error()))
		return 2
	}
	a.check(L, err)
	L.Push(lua.LTrue)
	return 1
}

// session:unpuppet takes the session out of character.
//
// account:unpuppet takes one of its sessions out of character.
//
// @param session mud.Session
func (a *API) unpuppet(L *lua.LState) int {
	e := a.live(L)
	s := a.toSession(L.Get(1))
	if s == nil {
		s = a.checkSession(L, 2)
	}
	a.check(L, e.Sessions.Unpuppet(s))
	return 0
}

// session:set_flag sets a protocol flag for the player, such as SCREENREADER.
// Which there are, and which of them may be set, is in docs/sessions.md.
//
// @param name string
// @param v boolean|string|number
// @return boolean? ok
// @return string? why not, for the player
func (a *API) setFlag(L *lua.LState) int {
	e, s := a.live(L), a.checkSession(L, 1)
	name := strings.ToUpper(L.CheckString(2))
	v, err := flagValue(L.Get(3))
	if err == nil {
		err = session.CheckFlag(name, v)
	}
	if err != nil {
		L.Push(lua.LNil)
		L.Push(lua.LString(err.Error()))
		return 2
	}
	e.Sessions.ChooseFlags(s, map[string]any{name: v})
	L.Push(lua.LTrue)
	return 1
}

// session:log writes a line about the session to the server's log.
//
// @param text string
func (a *API) sessionLog(L *lua.LState) int {
	e, s := a.live(L), a.checkSession(L, 1)
	if text, ok := a.vm.Logged(L.CheckString(2)); ok {
		e.Log.Info(text, s.LogAttrs()...)
	}
	return 0
}
