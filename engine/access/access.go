// Package access decides who may do what: it runs the locks of engine/lock
// against the entities of engine/object. It changes nothing and is called on
// the game goroutine.
package access

import (
	"mud/engine/lock"
	"mud/engine/object"
)

// Who is the one who asks: a body, the account behind it, or both. With
// neither it is a session that has not logged in.
type Who struct {
	Body    *object.Object // the puppet or another object, nil for an account out of character
	Account *object.Object // nil for an object that nobody plays
}

// Of is obj as the one who asks, with the account that plays it.
func Of(obj *object.Object) Who {
	switch {
	case obj == nil:
		return Who{}
	case obj.Kind() == object.Account:
		return Who{Account: obj}
	}
	return Who{Body: obj, Account: obj.PlayedBy()}
}

// Self is the entity that asks: the body if there is one, else the account.
func (w Who) Self() *object.Object {
	if w.Body != nil {
		return w.Body
	}
	return w.Account
}

// Superuser reports whether locks do not count for w: its account is a
// superuser that is not quelled.
func (w Who) Superuser() bool {
	return w.Account != nil && w.Account.Superuser() && !(w.Account.Quelled() && w.Body != nil)
}

// Rank is w's place on the permission ladder, -1 for below it. A body that
// nobody plays has its own; a played one has its account's, or the lower of
// both if it has one itself; quelled, the body's (spec 6.11).
func (w Who) Rank() int {
	body, account := -1, -1
	if w.Body != nil {
		body = rankOf(w.Body)
	}
	if w.Account == nil {
		return body
	}
	account = rankOf(w.Account)
	if w.Account.Superuser() {
		account = len(lock.Ladder)
	}
	if w.Superuser() {
		return account
	}
	if w.Body == nil || body < 0 && !w.Account.Quelled() {
		return account
	}
	return min(body, account)
}

func rankOf(o *object.Object) int {
	best := -1
	for _, p := range o.Permissions() {
		best = max(best, lock.Rank(p))
	}
	return best
}

// Checker judges locks.
type Checker struct {
	// TypeLocks gives the locks that a typeclass declares for its objects, nil
	// for none; they count where an object has no lock of that type itself.
	TypeLocks func(typeclass string) *lock.Set
	// Script runs a lock function of a plugin. It reports known false when there
	// is none of that name (any more) or when it failed. nil for none at all.
	Script func(name string, who Who, target *object.Object, args []string) (pass, known bool)
	// Setting is what serversetting() compares with, nil for what is not set.
	Setting func(name string) any
	// Asked is told each answer of Check, nil for nobody.
	Asked func(who Who, target *object.Object, kind string, pass bool)
}

// Check reports whether who passes the lock of target that is named kind
// ("get", "edit", …); def is the answer where there is no such lock.
// Superusers pass.
func (c *Checker) Check(who Who, target *object.Object, kind string, def bool) bool {
	pass := who.Superuser() || c.CheckNoBypass(who, target, kind, def)
	if c.Asked != nil {
		c.Asked(who, target, kind, pass)
	}
	return pass
}

// CheckNoBypass is Check without the superusers' privilege, for locks that
// say what is possible rather than what is allowed, such as "call".
func (c *Checker) CheckNoBypass(who Who, target *object.Object, kind string, def bool) bool {
	if pass, defined := c.judge(who, target.Locks(), target, kind); defined {
		return pass
	}
	if c.TypeLocks != nil {
		if pass, defined := c.judge(who, c.TypeLocks(target.Typeclass()), target, kind); defined {
			return pass
		}
	}
	return def
}

// CheckSet judges one type of a lock set that belongs to no entity, such as
// the "cmd" lock of a command; where target is what a command belongs to.
func (c *Checker) CheckSet(who Who, set *lock.Set, target *object.Object, kind string, def bool) bool {
	if who.Superuser() {
		return true
	}
	pass, defined := c.judge(who, set, target, kind)
	return pass || !defined && def
}

// judge runs one lock. One that names a function which is not there any more
// lets nobody in, whatever else it says: "not gone()" opens no door.
func (c *Checker) judge(who Who, set *lock.Set, target *object.Object, kind string) (pass, defined bool) {
	if set == nil {
		return false, false
	}
	broken := false
	pass, defined = set.Check(kind, func(name string, args []string) bool {
		if fn := funcs[name]; fn != nil {
			return fn(asked{c, who, target, args})
		}
		if c.Script == nil {
			broken = true
			return false
		}
		pass, known := c.Script(name, who, target, args)
		broken = broken || !known
		return pass
	})
	return pass && !broken, defined
}
