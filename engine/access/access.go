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
	if w.Superuser() {
		return len(lock.Ladder)
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
}

// Check reports whether who passes the lock of target that is named kind
// ("get", "edit", …); def is the answer where there is no such lock.
// Superusers pass.
func (c *Checker) Check(who Who, target *object.Object, kind string, def bool) bool {
	return who.Superuser() || c.CheckNoBypass(who, target, kind, def)
}

// CheckNoBypass is Check without the superusers' privilege, for locks that
// say what is possible rather than what is allowed, such as "call".
func (c *Checker) CheckNoBypass(who Who, target *object.Object, kind string, def bool) bool {
	sets := []*lock.Set{target.Locks()}
	if c.TypeLocks != nil {
		sets = append(sets, c.TypeLocks(target.Typeclass()))
	}
	for _, set := range sets {
		if set == nil {
			continue
		}
		if pass, defined := set.Check(kind, caller(who, target)); defined {
			return pass
		}
	}
	return def
}

// CheckSet judges one type of a lock set that belongs to no entity, such as
// the "cmd" lock of a command; where target is what a command belongs to.
func CheckSet(who Who, set *lock.Set, target *object.Object, kind string, def bool) bool {
	if who.Superuser() {
		return true
	}
	if set == nil {
		return def
	}
	pass, defined := set.Check(kind, caller(who, target))
	return pass || !defined && def
}

func caller(who Who, target *object.Object) func(string, []string) bool {
	return func(name string, args []string) bool {
		fn := funcs[name]
		return fn != nil && fn(who, target, args)
	}
}
