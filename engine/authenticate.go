package engine

import (
	"errors"
	"slices"

	"mud/engine/account"
	"mud/engine/object"
	"mud/engine/session"
	"mud/engine/value"
)

// Authenticate is a login of a protocol that checks who comes before there is
// a session. It goes through the same gate as any other: bans and throttles.
type Authenticate struct {
	Address, Name string
	Password      string
	Key           string // a public key, "ssh-ed25519 AAAA…", instead of a password
	// Answer is called once, from any goroutine: with the account's id, or
	// with 0 and why not.
	Answer func(account int64, reason string)
}

// Run looks at a key at once, and has a worker look at a password.
func (a Authenticate) Run(e *Engine) error {
	e.current.what = "authentication"
	name := account.CleanName(a.Name)
	if err := e.Accounts.MayTry(a.Address, name, e.Now()); err != nil {
		a.Answer(0, err.Error())
		return nil
	}
	acc := e.World.AccountNamed(name)
	if a.Key != "" {
		if acc != nil && slices.Contains(SSHKeys(acc), a.Key) {
			a.Answer(int64(acc.ID()), "")
		} else {
			a.Answer(0, account.ErrCredentials.Error())
		}
		return nil
	}
	hash := ""
	if acc != nil {
		hash = acc.Hash()
	}
	go func() {
		e.workers <- struct{}{}
		right := account.Verify(hash, a.Password)
		<-e.workers
		e.Post(verified{a, name, acc, right})
	}()
	return nil
}

// verified is a password that was looked at.
type verified struct {
	a     Authenticate
	name  string
	acc   *object.Object
	right bool
}

// Run counts a wrong one, and answers.
func (v verified) Run(e *Engine) error {
	e.current.what = "authentication"
	err := e.Accounts.Looked(v.acc, v.a.Address, v.name, v.right, e.Now())
	if err == nil {
		v.a.Answer(int64(v.acc.ID()), "")
		return nil
	}
	if errors.Is(err, account.ErrCredentials) && v.acc != nil && !v.acc.Deleted() {
		e.Follow(failedLogin{v.acc, v.a.Address})
	}
	v.a.Answer(0, err.Error())
	return nil
}

// failedLogin tells an account that somebody has tried it, without a session.
type failedLogin struct {
	acc     *object.Object
	address string
}

func (f failedLogin) Run(e *Engine) error {
	e.current.what = "hook at_failed_login"
	_, err := e.scripts.Call(f.acc, "at_failed_login", nil, f.address)
	return err
}

// SSHKeys are the public keys that log in to an account, as @sshkey keeps them.
func SSHKeys(acc *object.Object) []string {
	v, _ := acc.Attr("ssh", "keys")
	list, ok := v.(*value.Table)
	if !ok {
		return nil
	}
	var out []string
	for _, k := range list.Keys() {
		if entry, ok := list.Get(k).(*value.Table); ok {
			if key, ok := entry.Get("key").(string); ok {
				out = append(out, key)
			}
		}
	}
	return out
}

// arrived joins a session to the account that its protocol has authenticated.
type arrived struct {
	s       *session.Session
	account value.Ref
}

// Run logs the session in; an account that is gone meanwhile leaves it at the
// first screen.
func (a arrived) Run(e *Engine) error {
	acc := e.World.Get(a.account)
	if acc == nil || acc.Kind() != object.Account {
		return nil
	}
	e.current.session, e.current.what = a.s, "login"
	return e.Sessions.Login(a.s, acc)
}
