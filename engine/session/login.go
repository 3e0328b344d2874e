package session

import (
	"maps"
	"slices"

	"mud/engine/journal"
	"mud/engine/object"
	"mud/engine/outbox"
)

// The texts of what happens to a session that did not ask for it.
const (
	textHalfWay   = "Something went wrong while you came in, so you are out of character. Those who look after this world have been told."
	textTaken     = "{char} is now played from another of your sessions."
	textTakesOver = "You take over {char} from another of your sessions."
	textShared    = "{char} is now shared with another of your sessions."
	textShares    = "You share {char} with another of your sessions."
)

// TextElsewhere is the reason that a session is given which another one of its
// account takes the place of.
const TextElsewhere = "Logged in from elsewhere. Disconnecting."

// Login joins a session to an account, in the model's order (spec 2.7).
// A session that is logged in already is left alone.
func (h *Handler) Login(s *Session, account *object.Object) error {
	if s.account != nil || s.gone {
		return nil
	}
	journal.Set(h.journal, &s.account, account)
	h.join(account, s)
	h.TellLogin(s)
	journal.Set(h.journal, &s.since, h.Now())
	var stack []object.StackEntry
	if h.Levels.Session != "" {
		stack = append(stack, object.StackEntry{Key: h.Levels.Session, Default: true})
	}
	s.SetStack(stack)
	if flags := saved(account, s.chosen); len(flags) > 0 {
		h.ChooseFlags(s, flags)
	}
	h.Hook(s, "at_login", account)
	if _, seen := account.Attr("engine", "first_login"); !seen {
		account.SetAttr("engine", "first_login", float64(h.Now().Unix()))
		_ = h.try(account, "at_first_login")
	}
	if err := h.call(account, "at_pre_login", s); err != nil {
		return err
	}
	if h.Rules.OneSession {
		if _, err := h.DisconnectDuplicates(s, TextElsewhere); err != nil {
			return err
		}
	}
	h.Log.Info("logged in", append(s.LogAttrs(), "address", s.address)...)
	if h.try(account, "at_post_login", s) != nil {
		h.Tell(s, textHalfWay)
	}
	if p := h.problem(); p != "" && account.Superuser() {
		h.warn(s, p)
	}
	return nil
}

// saved are the flags that the account's owner saved, without those chosen
// before the login: who typed screenreader at the first screen meant it.
func saved(account *object.Object, chosen map[string]any) map[string]any {
	flags := maps.Clone(account.SavedFlags())
	maps.DeleteFunc(flags, func(name string, _ any) bool {
		_, now := chosen[name]
		return now
	})
	return flags
}

// DisconnectDuplicates ends the other sessions of the session's account and
// returns how many they were.
func (h *Handler) DisconnectDuplicates(s *Session, reason string) (n int, err error) {
	if s.account == nil {
		return 0, nil
	}
	for _, other := range slices.Clone(h.ByAccount(s.account)) {
		if other == s {
			continue
		}
		if err := h.Disconnect(other, reason); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// TellLogin tells the Portal whose session it is.
func (h *Handler) TellLogin(s *Session) {
	h.Box.For(s.sessid).Login = &outbox.Login{Account: int64(s.account.ID()), Name: s.account.Key()}
}

// Disconnect ends a session from the game's side: its hooks run, then the
// Portal shows reason and closes the connection. It may be called twice.
func (h *Handler) Disconnect(s *Session, reason string) error {
	if s.gone {
		return nil
	}
	if err := h.leave(s, reason); err != nil {
		return err
	}
	out := h.Box.For(s.sessid)
	out.Close, out.Reason = true, reason
	h.remove(s, reason)
	return nil
}

// Closed ends a session whose client has gone.
func (h *Handler) Closed(s *Session, reason string) error {
	if s.gone {
		return nil
	}
	if err := h.leave(s, reason); err != nil {
		return err
	}
	h.remove(s, reason)
	return nil
}

// Drop ends a session without any hook: the last resort after a hook has
// failed, so that nothing is left behind.
func (h *Handler) Drop(s *Session, reason string) {
	if p := s.puppet; p != nil {
		h.unlink(s)
	}
	out := h.Box.For(s.sessid)
	out.Close, out.Reason = true, reason
	h.remove(s, reason)
}

// leave runs what scripts have to say about the end of a session (spec 1.13).
func (h *Handler) leave(s *Session, reason string) error {
	account := s.account
	if account == nil {
		h.Hook(s, "at_disconnect", reason)
		return nil
	}
	if err := h.Unpuppet(s); err != nil {
		return err
	}
	h.Hook(s, "at_disconnect", reason)
	if err := h.call(account, "at_disconnect", reason, s); err != nil {
		return err
	}
	if len(h.ByAccount(account)) == 1 {
		return h.call(account, "at_post_disconnect")
	}
	return nil
}

func (h *Handler) remove(s *Session, reason string) {
	if s.account != nil {
		h.part(s.account, s)
	}
	delete(h.all, s.sessid)
	h.journal.Undo(func() { h.all[s.sessid] = s })
	journal.Set(h.journal, &s.gone, true)
	h.note(s)
	h.Ended(s)
	h.Log.Info("disconnected", append(s.LogAttrs(), "address", s.address, "reason", reason)...)
}

// try runs a hook whose failure must not keep anybody out: what it did is
// undone, the fault is noted, and the login goes on.
func (h *Handler) try(target any, name string, args ...any) error {
	return h.Attempt("hook "+name, func() error { return h.call(target, name, args...) })
}

func (h *Handler) call(target any, name string, args ...any) error {
	_, err := h.Hooks.Call(target, name, args...)
	return err
}
