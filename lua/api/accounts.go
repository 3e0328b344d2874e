package api

import (
	"errors"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/account"
	"mud/engine/guard"
	"mud/engine/object"
	"mud/lua/vm"
)

func (a *API) accountsModule() lua.LValue {
	return a.module("mud.accounts", a.table(funcs{
		"all": a.accountsAll, "count": a.accountsCount, "find": a.accountsFind, "guest": a.accountsGuest,
	}, funcs{"create": a.accountsCreate, "authenticate": a.accountsAuthenticate}), nil)
}

// mud.accounts:all lists all accounts, the oldest first.
//
// @return mud.Account[]
func (a *API) accountsAll(L *lua.LState) int {
	L.Push(a.Lua(a.live(L).World.All(object.Account)))
	return 1
}

// mud.accounts:count is how many accounts there are.
//
// @return integer
func (a *API) accountsCount(L *lua.LState) int {
	L.Push(lua.LNumber(a.live(L).World.Count(object.Account)))
	return 1
}

// mud.accounts:find finds an account by name, caselessly.
//
// @param name string
// @return mud.Account?
func (a *API) accountsFind(L *lua.LState) int {
	L.Push(a.Handle(a.live(L).World.AccountNamed(L.CheckString(2))))
	return 1
}

// no answers a script with nil and a text for the player.
func no(L *lua.LState, err error) int {
	L.Push(lua.LNil)
	L.Push(lua.LString(err.Error()))
	return 2
}

// mud.accounts:create makes an account, if the rules for names and passwords,
// the throttle and the bans let it. It waits while the password is hashed.
//
// @param session mud.Session who asks
// @param name string
// @param password string
// @return mud.Account? account
// @return string? why not, for the player
func (a *API) accountsCreate(L *lua.LState) int {
	e, s := a.live(L), a.checkSession(L, 2)
	name := account.CleanName(guard.Release(L.CheckString(3)))
	password, address := guard.Release(L.CheckString(4)), s.Address()
	if err := e.Accounts.MayCreate(address, name, password, e.Now()); err != nil {
		return no(L, err)
	}
	return vm.Wait(L, engine.Job{
		Work: hashing(password),
		Then: func(result any) ([]any, error) {
			h := result.(hashed)
			if h.err != nil {
				return nil, h.err
			}
			acc, err := e.Accounts.Create(address, name, h.hash, e.Now())
			if err != nil {
				return []any{nil, err.Error()}, nil
			}
			_, err = e.Scripts().Call(acc, "at_account_creation")
			return []any{acc}, err
		},
	})
}

type hashed struct {
	hash string
	err  error
}

func hashing(password string) func() any {
	return func() any {
		h, err := account.Hash(password)
		return hashed{h, err}
	}
}

// mud.accounts:guest makes an account without a password, for one visit, if the
// rules let guests in and neither name nor address is banned.
//
// @param session mud.Session who asks
// @param name string
// @return mud.Account? account
// @return string? why not, for the player
func (a *API) accountsGuest(L *lua.LState) int {
	e, s := a.live(L), a.checkSession(L, 2)
	if !e.Rules.Guests {
		return no(L, errors.New("Guests are not let in here. Make an account with: create <name> <password>"))
	}
	acc, err := e.Accounts.Guest(s.Address(), account.CleanName(guard.Release(L.CheckString(3))), e.Now())
	if err != nil {
		return no(L, err)
	}
	_, err = e.Scripts().Call(acc, "at_account_creation")
	a.check(L, err)
	L.Push(a.Handle(acc))
	return 1
}

// mud.accounts:authenticate checks a name and a password, with throttle and
// bans. It waits while the password is hashed; a wrong name and a wrong
// password take as long and say the same.
//
// @param session mud.Session who asks
// @param name string
// @param password string
// @return mud.Account? account
// @return string? why not, for the player
func (a *API) accountsAuthenticate(L *lua.LState) int {
	e, s := a.live(L), a.checkSession(L, 2)
	name := account.CleanName(guard.Release(L.CheckString(3)))
	password, address := guard.Release(L.CheckString(4)), s.Address()
	if err := e.Accounts.MayTry(address, name, e.Now()); err != nil {
		return no(L, err)
	}
	acc, hash := e.World.AccountNamed(name), ""
	if acc != nil {
		hash = acc.Hash()
	}
	return vm.Wait(L, engine.Job{
		Work: func() any { return account.Verify(hash, password) },
		Then: func(result any) ([]any, error) {
			why := e.Accounts.Looked(acc, address, name, result == true, e.Now())
			if why == nil {
				return []any{acc}, nil
			}
			if errors.Is(why, account.ErrCredentials) && acc != nil {
				if _, err := e.Scripts().Call(acc, "at_failed_login", s, address); err != nil {
					return nil, err
				}
			}
			return []any{nil, why.Error()}, nil
		},
	})
}

// account:check_password tells whether a password is the account's. It waits
// while the password is hashed.
//
// @param password string
// @return boolean
func (a *API) checkPassword(L *lua.LState) int {
	a.live(L)
	hash, password := a.checkObject(L, 1).Hash(), guard.Release(L.CheckString(2))
	return vm.Wait(L, engine.Job{
		Work: func() any { return account.Verify(hash, password) },
		Then: func(result any) ([]any, error) { return []any{result}, nil },
	})
}

// account:set_password changes the password, if the rules let it. It waits
// while the password is hashed, and calls the hook at_password_change.
//
// @param password string
// @return boolean? ok
// @return string? why not, for the player
func (a *API) setPassword(L *lua.LState) int {
	e, acc, password := a.live(L), a.checkObject(L, 1), guard.Release(L.CheckString(2))
	if err := account.CheckPassword(acc.Key(), password); err != nil {
		return no(L, err)
	}
	return vm.Wait(L, engine.Job{
		Work: hashing(password),
		Then: func(result any) ([]any, error) {
			h := result.(hashed)
			if h.err != nil || acc.Deleted() {
				return []any{nil, "The account is gone."}, h.err
			}
			acc.SetHash(h.hash)
			e.Log.Info("password changed", "account", acc.Key())
			_, err := e.Scripts().Call(acc, "at_password_change")
			return []any{true}, err
		},
	})
}

// account:add_character makes an object one of the account's characters, and
// calls the account's at_post_add_character.
//
// @param obj mud.Object
func (a *API) addCharacter(L *lua.LState) int {
	a.live(L)
	account, character := a.checkObject(L, 1), a.checkObject(L, 2)
	account.AddCharacter(character)
	_, err := a.Call(account, "at_post_add_character", character)
	a.check(L, err)
	return 0
}

// account:remove_character takes an object from the account's characters, and
// calls the account's at_post_remove_character.
//
// @param obj mud.Object
// @return boolean whether it was one
func (a *API) removeCharacter(L *lua.LState) int {
	a.live(L)
	account, character := a.checkObject(L, 1), a.checkObject(L, 2)
	was := account.RemoveCharacter(character)
	if was {
		_, err := a.Call(account, "at_post_remove_character", character)
		a.check(L, err)
	}
	return pushBool(L, was)
}

func (a *API) bansModule() lua.LValue {
	return a.module("mud.bans", a.table(funcs{"add": a.bansAdd, "all": a.bansAll, "remove": a.bansRemove}), nil)
}

// mud.bans:add keeps a name or an address out from now on.
//
// @param ban { name?: string, address?: string, who?: string, reason?: string, by?: string } name with * and ?; address with * by part, or 192.0.2.0/24; who is either
// @return boolean? ok
// @return string? what is wrong
func (a *API) bansAdd(L *lua.LState) int {
	e, t := a.live(L), L.CheckTable(2)
	field := func(name string) string { return strings.TrimSpace(guard.Release(optString(t, name, ""))) }
	name, address := field("name"), field("address")
	if who := field("who"); account.ShapedLikeAddress(who) {
		address = who
	} else if who != "" {
		name = who
	}
	b := account.Ban{Name: name, Address: address, Reason: field("reason"), By: field("by"), Since: e.Now().UTC().Truncate(time.Second)}
	if err := account.AddBan(e.World, b); err != nil {
		return no(L, err)
	}
	return pushBool(L, true)
}

// mud.bans:all lists the bans, the oldest first.
//
// @return { name: string, address: string, reason: string, by: string, since: number }[]
func (a *API) bansAll(L *lua.LState) int {
	out := []any{}
	for _, b := range account.Bans(a.live(L).World) {
		out = append(out, map[string]any{"name": b.Name, "address": b.Address, "reason": b.Reason, "by": b.By, "since": float64(b.Since.Unix())})
	}
	L.Push(a.Lua(out))
	return 1
}

// mud.bans:remove lifts a ban by its number in the list, from 1.
//
// @param n integer
// @return boolean? ok
// @return string? what is wrong
func (a *API) bansRemove(L *lua.LState) int {
	if err := account.RemoveBan(a.live(L).World, L.CheckInt(2)); err != nil {
		return no(L, err)
	}
	return pushBool(L, true)
}
