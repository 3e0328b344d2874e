package object

import (
	"slices"

	"mud/engine/value"
)

// Hash is the account's password hash; "" lets nobody in.
func (o *Object) Hash() string { return o.acct.Hash }

// SetHash stores a new password hash.
func (o *Object) SetHash(hash string) { setField(o, &o.acct.Hash, hash) }

// Superuser reports whether the account passes every lock.
func (o *Object) Superuser() bool { return o.acct.Superuser }

// SetSuperuser makes the account a superuser or an ordinary one.
func (o *Object) SetSuperuser(on bool) { setField(o, &o.acct.Superuser, on) }

// Quelled reports whether the account plays with its puppet's permissions.
func (o *Object) Quelled() bool { return o.acct.Quelled }

// SetQuelled turns quelling on or off.
func (o *Object) SetQuelled(on bool) { setField(o, &o.acct.Quelled, on) }

// Characters are the account's own characters, in the order they were made.
func (o *Object) Characters() []*Object {
	var out []*Object
	for _, ref := range o.acct.Characters {
		if c := o.world.Get(ref); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// AddCharacter makes obj one of the account's characters.
func (o *Object) AddCharacter(obj *Object) {
	if !slices.Contains(o.acct.Characters, obj.id) {
		setField(o, &o.acct.Characters, append(slices.Clone(o.acct.Characters), obj.id))
	}
}

// RemoveCharacter takes obj from the account's characters.
func (o *Object) RemoveCharacter(obj *Object) bool {
	out, found := without(o.acct.Characters, func(r value.Ref) bool { return r == obj.id })
	if found {
		setField(o, &o.acct.Characters, out)
	}
	return found
}

// LastPuppet is what the account played last, nil if it is gone.
func (o *Object) LastPuppet() *Object { return o.world.Get(o.acct.LastPuppet) }

// SetLastPuppet remembers what the account plays.
func (o *Object) SetLastPuppet(obj *Object) {
	var ref value.Ref
	if obj != nil {
		ref = obj.id
	}
	setField(o, &o.acct.LastPuppet, ref)
}

// SavedFlags are the protocol flags that the account's owner saved.
func (o *Object) SavedFlags() map[string]any { return o.acct.Flags }

// SetSavedFlags saves protocol flags for later logins; nil forgets them.
func (o *Object) SetSavedFlags(flags map[string]any) { setField(o, &o.acct.Flags, flags) }
