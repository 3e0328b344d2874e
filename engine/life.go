package engine

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"mud/engine/account"
	"mud/engine/object"
)

// metaSetup says that the first start's hooks have run.
const metaSetup = "initial_setup"

// metaClaim is the code that makes the account that types it the superuser.
const metaClaim = "claim"

// Start puts the first generation of scripts to work, before Run: timers are
// armed, and at the first start of all the world is made.
func (e *Engine) Start(scripts Scripts) error {
	e.live, e.scripts = scripts, scripts
	var failed error
	e.step(starting{&failed})
	return failed
}

type starting struct{ failed *error }

func (s starting) Run(e *Engine) error {
	e.Sessions.Renewed()
	*s.failed = s.run(e)
	return *s.failed
}

func (starting) run(e *Engine) error {
	e.World.SetMeta(metaHistory, e.scripts.History())
	if err := e.loadTimers(); err != nil {
		return err
	}
	if err := e.loadMonitors(); err != nil {
		return err
	}
	e.again(alive{})
	if e.IdleTimeout > 0 {
		e.again(sweep{})
	}
	if e.World.Meta(metaSetup) == nil {
		e.World.SetMeta(metaSetup, []byte("1"))
		e.World.SetMeta(metaCold, []byte("1"))
		if err := e.scripts.Event("at_initial_setup"); err != nil {
			return fmt.Errorf("making the world at the first start: %w", err)
		}
	}
	if e.Superusers() == 0 && e.World.Meta(metaClaim) == nil {
		code := make([]byte, 6)
		if _, err := rand.Read(code); err != nil {
			return fmt.Errorf("making a claim code: %w", err)
		}
		e.World.SetMeta(metaClaim, []byte(hex.EncodeToString(code)))
	}
	if err := e.dropVolatile(); err != nil {
		return err
	}
	e.callAll("at_init")
	return e.startHooks()
}

// Superusers is the number of superuser accounts.
func (e *Engine) Superusers() (n int) {
	for _, a := range e.World.All(object.Account) {
		if a.Superuser() {
			n++
		}
	}
	return n
}

// ClaimCode is what "@claim" takes, "" once a superuser exists.
func (e *Engine) ClaimCode() string { return string(e.World.Meta(metaClaim)) }

// Claim makes the account the superuser if the code is right; the code is used
// up by it.
func (e *Engine) Claim(account *object.Object, code string) bool {
	want := e.ClaimCode()
	if want == "" || code != want {
		return false
	}
	account.SetSuperuser(true)
	e.World.SetMeta(metaClaim, nil)
	e.Log.Warn("superuser claimed", "account", account.Key())
	return true
}

// known reports whether the live scripts have a typeclass of that name.
func (e *Engine) known(typeclass string) bool {
	_, ok := e.live.Typeclass(typeclass)
	return ok
}

// Steps is how many steps were run since the start.
func (e *Engine) Steps() uint64 { return e.steps }

// MakeSuperuser makes a superuser of the account of that name, which is made
// if it is not there, and sets its password's hash.
func (e *Engine) MakeSuperuser(name, hash string) error {
	name = account.CleanName(name)
	acc := e.World.AccountNamed(name)
	if acc == nil {
		if err := account.CheckName(e.World, name); err != nil {
			return err
		}
		var err error
		if acc, err = e.World.Create(object.Account, name, account.Typeclass, e.now); err != nil {
			return err
		}
		acc.AddPermission("Player")
		if _, err := e.scripts.Call(acc, "at_account_creation"); err != nil {
			return err
		}
	}
	acc.SetHash(hash)
	acc.SetSuperuser(true)
	e.World.SetMeta(metaClaim, nil)
	return nil
}
