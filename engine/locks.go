package engine

import (
	"errors"

	"mud/engine/access"
	"mud/engine/lock"
	"mud/engine/object"
)

// checker judges locks with what scripts and settings say.
func (e *Engine) checker() *access.Checker {
	return &access.Checker{TypeLocks: e.typeLocks, Script: e.lockFunc, Setting: e.setting, Asked: e.tellAccess}
}

func (e *Engine) typeLocks(typeclass string) *lock.Set {
	t, _ := e.scripts.Typeclass(typeclass)
	return t.Locks
}

// knownLockFunc tells whether a lock that is set now may name a function.
func (e *Engine) knownLockFunc(name string) bool {
	return access.KnownFunc(name) || e.scripts != nil && e.scripts.HasLockFunc(name)
}

// lockFunc asks a plugin's lock function. It may look at the world but not
// change it: locks are asked at any time and any number of times.
func (e *Engine) lockFunc(name string, who access.Who, target *object.Object, args []string) (pass, known bool) {
	if !e.scripts.HasLockFunc(name) {
		return false, false
	}
	e.attempt("lock function "+name, func() (err error) {
		before := e.Journal.Len()
		if pass, err = e.scripts.LockFunc(name, who, target, args); err == nil && e.Journal.Len() != before {
			err = errors.New("a lock function may look at the world, but it changed it")
		}
		known = err == nil
		return err
	})
	return pass, known
}

// setting is what the lock function serversetting compares with: the names are
// those of mud.rules and mud.game.
func (e *Engine) setting(name string) any {
	return map[string]any{
		"multisession_mode": float64(e.Rules.Mode), "auto_create_character": e.Rules.AutoCreate,
		"auto_puppet": e.Rules.AutoPuppet, "max_characters": float64(e.Rules.MaxCharacters),
		"max_puppets": float64(e.Rules.MaxPuppets), "reply_to_all": e.Rules.ReplyToAll,
		"guests": e.Rules.Guests, "name": e.Game, "version": e.Version,
	}[name]
}

// tellAccess tells an object which of its locks was asked for, by its hook
// at_access. What the hook asks in turn is not told.
func (e *Engine) tellAccess(who access.Who, target *object.Object, kind string, pass bool) {
	if e.telling || !e.scripts.Has(target, "at_access") {
		return
	}
	e.telling = true
	defer func() { e.telling = false }()
	e.attempt("hook at_access", func() error {
		_, err := e.scripts.Call(target, "at_access", pass, who.Self(), kind)
		return err
	})
}
