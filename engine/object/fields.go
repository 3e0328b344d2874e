package object

import (
	"fmt"
	"slices"
	"strings"

	"mud/engine/journal"
	"mud/engine/lock"
	"mud/engine/value"
)

// setField changes one stored property.
func setField[T any](o *Object, field *T, v T) {
	journal.Set(o.journal(), field, v)
	o.save()
}

// touch tells that the commands which the entity gives may have changed, now
// and once more if the step is undone. Marks only ever go up: one that is too
// new costs a merge, an old one used again would show old commands.
func (o *Object) touch() {
	raise := func() {
		o.world.marks++
		o.stackMark = o.world.marks
		if o.location != nil {
			o.location.placeMark = o.world.marks
		}
		if o.kind == Channel {
			o.world.channels = o.world.marks
		}
	}
	raise()
	o.journal().Undo(raise)
}

// SetKey renames the entity. An empty name is an error.
func (o *Object) SetKey(key string) error {
	key = strings.TrimSpace(key)
	if key == "" {
		return fmt.Errorf("an %s needs a name of at least one character", o.kind)
	}
	if o.kind == Account {
		if err := o.world.renameAccount(o, key); err != nil {
			return err
		}
	}
	setField(o, &o.f.Key, key)
	o.changed(KeyField)
	o.touch()
	return nil
}

// SetTypeclass changes the typeclass by its full name.
func (o *Object) SetTypeclass(name string) {
	setField(o, &o.f.Typeclass, name)
	o.touch()
}

// SetHome sets where the entity goes when its place is gone.
func (o *Object) SetHome(home *Object) {
	o.world.homes.refer(o, o.home, home)
	setField(o, &o.home, home)
}

// SetDestination makes the entity an exit to dest, or none with nil.
func (o *Object) SetDestination(dest *Object) {
	o.world.leading.refer(o, o.destination, dest)
	setField(o, &o.destination, dest)
	o.touch()
}

// SetLocks replaces all locks; "" removes them. text must be a valid lock
// string (see engine/lock).
func (o *Object) SetLocks(text string) error {
	set, err := parseLocks(text, o.world.KnownLockFunc)
	if err != nil {
		return err
	}
	setField(o, &o.f.Locks, set.String())
	journal.Set(o.journal(), &o.locks, set)
	o.touch()
	return nil
}

// parseLocks compiles a lock string, nil for an empty one.
func parseLocks(text string, known func(string) bool) (*lock.Set, error) {
	if text == "" {
		return nil, nil
	}
	return lock.Parse(text, known)
}

// AddPermission gives a permission.
func (o *Object) AddPermission(perm string) {
	if !o.HasPermission(perm) {
		setField(o, &o.f.Permissions, append(slices.Clone(o.f.Permissions), perm))
	}
}

// RemovePermission takes a permission away and reports whether it was there.
func (o *Object) RemovePermission(perm string) bool {
	out, found := without(o.f.Permissions, func(p string) bool { return strings.EqualFold(p, perm) })
	if found {
		setField(o, &o.f.Permissions, out)
	}
	return found
}

// HasPermission reports whether the entity itself has exactly this permission.
func (o *Object) HasPermission(perm string) bool {
	return slices.ContainsFunc(o.f.Permissions, func(p string) bool { return strings.EqualFold(p, perm) })
}

// SetNick sets the replacement of a pattern in a category; "" removes it.
func (o *Object) SetNick(category, pattern, replacement string) {
	out, _ := without(o.f.Nicks, func(n Nick) bool {
		return n.Category == category && strings.EqualFold(n.Pattern, pattern)
	})
	if replacement != "" {
		out = append(out, Nick{category, pattern, replacement})
	}
	setField(o, &o.f.Nicks, out)
}

// SetStack replaces the entity's own stack of command sets.
func (o *Object) SetStack(stack []StackEntry) {
	setField(o, &o.f.Stack, stack)
	o.touch()
}

// SetPlayedBy links the entity to the account that plays it. It is not stored:
// after a start nobody plays anything until its sessions are back.
func (o *Object) SetPlayedBy(account *Object) {
	journal.Set(o.journal(), &o.played, account)
	o.touch()
}

// without returns a copy of list without the entries that drop matches.
func without[T any](list []T, drop func(T) bool) (out []T, found bool) {
	out = make([]T, 0, len(list))
	for _, x := range list {
		if drop(x) {
			found = true
			continue
		}
		out = append(out, x)
	}
	return out, found
}

// Named reports whether text is the key or an alias, caselessly.
func (o *Object) Named(text string) bool {
	if strings.EqualFold(o.f.Key, text) {
		return true
	}
	return slices.ContainsFunc(o.f.Aliases, func(a string) bool { return strings.EqualFold(a, text) })
}

// Ref returns o's reference as a value, nil for no object.
func Ref(o *Object) value.Value {
	if o == nil || o.deleted {
		return nil
	}
	return o.id
}
