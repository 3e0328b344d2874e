package session

import (
	"errors"
	"fmt"

	"mud/engine/guard"
	"mud/engine/outbox"
)

// Default is the typeclass of sessions where there is no other.
const Default = "core.session"

// maxFaults is how often a hook of a class may fail before it is put aside.
const maxFaults = 5

// bounded is the error of a script that ran into a bound, such as call_time. The
// whole command ends with it, so its hook gets no second chance.
type bounded interface{ OutOfBounds() bool }

// fault is where a session class has failed.
type fault struct{ class, hook string }

// Class is the typeclass that counts for a hook of sessions, or for all else
// with "": the one of [sessions] typeclass; the default where that is not
// there or its hook has failed too often since the last reload; "" where the
// default's has too.
func (h *Handler) Class(hook string) string {
	for _, class := range []string{h.Typeclass, Default} {
		if h.faults[fault{class, hook}] < maxFaults && h.Known(class) {
			return class
		}
	}
	return ""
}

// Hook runs a hook of the session's class; one that fails is as if it were not
// there.
func (h *Handler) Hook(s *Session, name string, args ...any) (result any) {
	if !h.Hooks.Has(s, name) {
		return nil
	}
	class := h.Class(name)
	err := h.Attempt("hook "+name+" of "+class, func() (err error) {
		result, err = h.Hooks.Call(s, name, args...)
		return err
	})
	if err != nil {
		var b bounded
		h.failed(fault{class, name}, errors.As(err, &b) && b.OutOfBounds())
		return nil
	}
	return result
}

// failed counts a fault of a session class and tells superusers of the first
// of each hook, and when it is put aside: after some more, or at once when it
// ran into a bound.
func (h *Handler) failed(f fault, atOnce bool) {
	h.faults[f]++
	if atOnce {
		h.faults[f] = maxFaults
	}
	switch h.faults[f] {
	case 1:
		h.alert(fmt.Sprintf("The hook %s of the session class %s has failed. Sessions go on without it; @errors shows how it failed.", f.hook, f.class))
	case maxFaults:
		text := fmt.Sprintf("The hook %s of the session class %s fails and is put aside until the next @reload. @errors shows how.", f.hook, f.class)
		h.Log.Error(text)
		h.alert(text)
	}
}

// Renewed is called when other scripts have come into use: hooks that failed
// get another chance.
func (h *Handler) Renewed() {
	clear(h.faults)
	if text := h.problem(); text != "" {
		h.Log.Error(text)
		h.alert(text)
	}
}

// problem says what is wrong with the session class that was asked for, ""
// for nothing.
func (h *Handler) problem() string {
	switch {
	case !h.Known(h.Typeclass):
		return fmt.Sprintf("[sessions] typeclass: there is no typeclass %s; %s takes its place.", h.Typeclass, Default)
	case len(h.faults) > 0:
		return fmt.Sprintf("The session class %s has failed since the last reload. @errors shows how.", h.Class(""))
	}
	return ""
}

// alert tells all superusers something, past the hooks that may be at fault.
func (h *Handler) alert(text string) {
	for _, s := range h.All(false) {
		if s.account.Superuser() {
			h.warn(s, text)
		}
	}
}

func (h *Handler) warn(s *Session, text string) {
	h.Box.Add(s.sessid, outbox.Part{Kind: outbox.Text, Text: "|r" + guard.Escape(text) + "|n"})
}
