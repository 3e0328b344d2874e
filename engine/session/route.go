package session

import (
	"strings"

	"mud/engine/guard"
	"mud/engine/object"
)

// fill puts a name into one of this package's texts, as text that is no
// markup.
func fill(text, name string) string { return strings.ReplaceAll(text, "{char}", guard.Escape(name)) }

// ReplyTo are the sessions that a command's own answer goes to (spec 4.2): the
// one that typed it; in mode 1 with reply_to_all every session of the account;
// without a session all sessions of the caller.
func (h *Handler) ReplyTo(s *Session, caller *object.Object) []*Session {
	switch {
	case s == nil && caller == nil:
		return nil
	case s == nil:
		return h.Of(caller)
	case s.gone:
		return nil
	case s.account != nil && h.Rules.ReplyToAll:
		return h.ByAccount(s.account)
	}
	return []*Session{s}
}
