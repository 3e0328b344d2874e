package session

import (
	"fmt"
	"slices"

	"mud/engine/access"
	"mud/engine/guard"
	"mud/engine/journal"
	"mud/engine/lock"
	"mud/engine/object"
	"mud/engine/outbox"
)

// Refused says why a session may not play something; Error is for the player.
type Refused struct{ text string }

func (r Refused) Error() string { return r.text }

func refused(format string, args ...any) error { return Refused{fmt.Sprintf(format, args...)} }

// Puppet lets a session play obj, in the order of spec 3.2. All refusals come
// before anything is changed. may judges the lock "puppet".
func (h *Handler) Puppet(s *Session, obj *object.Object, may func(access.Who, *object.Object) bool) error {
	name := guard.Escape(obj.Key())
	switch {
	case s.account == nil:
		return refused("You must log in first.")
	case s.puppet == obj:
		return refused("You are already %s.", name)
	case !may(access.Who{Account: s.account}, obj):
		return refused("You may not become %s.", name)
	}
	others := slices.Clone(h.ByPuppet(obj))
	if owner := obj.PlayedBy(); owner != nil && owner != s.account && len(others) > 0 {
		return refused("%s is played by somebody else just now.", name)
	}
	if !slices.Contains(h.puppets(s.account, s), obj) && h.tooMany(s) {
		return refused("You play as many characters as you may at once (%d). Leave one with ooc first.", h.Rules.MaxPuppets)
	}
	if err := h.Unpuppet(s); err != nil {
		return err
	}
	shared, err := h.shareOrTake(s, obj, others)
	if err != nil {
		return err
	}
	if err := h.call(obj, "at_pre_puppet", s.account, s); err != nil {
		return err
	}
	journal.Set(h.journal, &s.puppet, obj)
	h.join(obj, s)
	obj.SetPlayedBy(s.account)
	s.account.SetLastPuppet(obj)
	s.touch()
	if shared {
		h.about(s, textShares, obj)
	}
	return h.call(obj, "at_post_puppet", s.account, s)
}

// shareOrTake settles what happens to the account's other sessions that play
// obj: they share it, or the older ones go out of character.
func (h *Handler) shareOrTake(s *Session, obj *object.Object, others []*Session) (shared bool, err error) {
	for _, other := range others {
		if h.Rules.Share {
			h.about(other, textShared, obj)
			shared = true
			continue
		}
		h.about(other, textTaken, obj)
		h.about(s, textTakesOver, obj)
		if err := h.Unpuppet(other); err != nil {
			return false, err
		}
	}
	return shared, nil
}

// puppets are the different objects that the account's sessions play, without
// counting the session except.
func (h *Handler) puppets(account *object.Object, except *Session) []*object.Object {
	var out []*object.Object
	for _, s := range h.ByAccount(account) {
		if s != except && s.puppet != nil && !slices.Contains(out, s.puppet) {
			out = append(out, s.puppet)
		}
	}
	return out
}

// tooMany reports whether one more puppet would be over the limit; Developers
// and superusers are free of it.
func (h *Handler) tooMany(s *Session) bool {
	limit := h.Rules.MaxPuppets
	who := access.Who{Account: s.account}
	return limit > 0 && who.Rank() < lock.Rank("Developer") && len(h.puppets(s.account, s)) >= limit
}

// Unpuppet takes a session out of character; without a puppet it does nothing.
func (h *Handler) Unpuppet(s *Session) error {
	obj := s.puppet
	if obj == nil {
		return nil
	}
	if err := h.call(obj, "at_pre_unpuppet", s.account, s); err != nil {
		return err
	}
	h.unlink(s)
	return h.call(obj, "at_post_unpuppet", s.account, s)
}

// unlink parts session and puppet; only the last session frees the object.
func (h *Handler) unlink(s *Session) {
	obj := s.puppet
	journal.Set(h.journal, &s.puppet, nil)
	h.part(obj, s)
	s.touch()
	if len(h.ByPuppet(obj)) == 0 {
		obj.SetPlayedBy(nil)
	}
}

// Release takes every session out of an object that is about to be deleted,
// and ends those of an account that is.
func (h *Handler) Release(o *object.Object) error {
	for _, s := range slices.Clone(h.Of(o)) {
		var err error
		if o.Kind() == object.Account {
			err = h.Disconnect(s, "Your account has been deleted.")
		} else {
			h.about(s, "{char} is no more.", o)
			err = h.Unpuppet(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// about tells a session something about an object.
func (h *Handler) about(s *Session, text string, obj *object.Object) {
	h.Send(s, outbox.Part{Kind: outbox.Text, Text: fill(text, obj.Key())})
}
