package engine

import (
	"errors"
	"slices"

	"mud/engine/command"
	"mud/engine/guard"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/value"
)

// Dialog asks one session one question after the other: a menu, a pager, an
// editor. Between two answers nothing of it is left but its function's name and
// a table of plain data, so it goes on after a reload, with the new code, and
// asks again when an answer is refused. A script that waits for a Dialog gets
// the table back at its end.
type Dialog struct {
	Func  string // "plugin.lib.topic.fn", called as fn(cmd, state, line) for each answer
	State *value.Table
}

func (Dialog) wait() {}

// Turn is what a dialog's function comes to for one answer.
type Turn struct {
	Ask   *Ask // the next question, nil when the dialog has ended
	State *value.Table
}

// ErrGone says that a dialog's function is not in this generation.
var ErrGone = errors.New("the function of a dialog is gone")

// dialog begins a dialog for a script that waits for its end.
func (e *Engine) dialog(w *waiting, d Dialog) error {
	if w.session == nil {
		return &Refusal{Text: textNobody}
	}
	if w.session.Gone() {
		return nil
	}
	first := &waiting{session: w.session, what: w.what, call: w.call.bare(), dialog: &d, parent: w}
	if e.scripts != e.live { // a dialog is always played by the live scripts
		e.Follow(beginning{first})
		return nil
	}
	return e.turn(first, nil)
}

// beginning begins a dialog in a step of its own.
type beginning struct{ w *waiting }

func (b beginning) Run(e *Engine) error {
	if b.w.session.Gone() {
		return nil
	}
	e.goingOn(b.w)
	return e.turn(b.w, nil)
}

// turn runs a dialog's function: with an answer, or with nil at its beginning.
func (e *Engine) turn(w *waiting, line *string) error {
	call := *w.call
	call.Cmdset = e.Commands(w.session, call.Caller)
	return e.settled(w, e.scripts.Turn(&call, *w.dialog, line))
}

// bare is the call without what belongs to a generation, so that an open dialog
// does not keep an old one.
func (c *Call) bare() *Call {
	out, def := *c, *c.Command.Def
	def.Handle = nil
	out.Command, out.Cmdset, out.Matches = command.Bound{Def: &def, Obj: c.Command.Obj}, nil, nil
	return &out
}

// turned notes the next question of a dialog, or its end. Who waits for the end
// goes on in a step of its own: what a refusal there undoes is not the answer.
func (e *Engine) turned(w *waiting, t *Turn) error {
	if t.Ask != nil {
		next := &waiting{session: w.session, what: w.what, call: w.call.bare(), parent: w.parent, dialog: &Dialog{w.dialog.Func, t.State}}
		return e.ask(next, *t.Ask)
	}
	if w.parent != nil {
		e.Follow(resumed{w.parent, []any{t.State}})
	}
	return nil
}

// answered goes on with a dialog.
func (e *Engine) answered(w *waiting, line string) error {
	line = guard.Text(line)
	running := *w
	running.question = w
	e.goingOn(&running)
	err := e.turn(&running, &line)
	if !errors.Is(err, ErrGone) {
		return err
	}
	e.Sessions.Tell(w.session, "The game's scripts have changed, and what you were asked is not part of them any more. It has ended.")
	return nil
}

// reopen asks a dialog's question again after a refusal. A fault ends the
// dialog: a function that always fails must not hold a player.
func (e *Engine) reopen(s *session.Session, refused bool) {
	if q := e.current.question; q != nil && refused && !s.Gone() {
		again := *q
		again.below = e.asks[s]
		e.asks[s] = &again
		e.asked = append(e.asked, s)
	}
	e.prompt(s)
}

// Open begins a dialog with a session right after the running step.
func (e *Engine) Open(s *session.Session, d Dialog) {
	call := &Call{Session: s, Caller: s.Self(), Command: command.Bound{Def: &command.Def{}}}
	e.Follow(beginning{&waiting{session: s, what: "dialog " + d.Func, call: call, dialog: &d}})
}

// textNobody is the refusal of a question that nobody could answer.
const textNobody = "There is nobody to answer a question."

// maxOpen bounds questions that are asked while others are open.
const maxOpen = 10

// push opens a question above those of the session that are open: it is
// answered first, and then the one below is asked again.
func (e *Engine) push(w *waiting, prompt outbox.Part) error {
	depth := 0
	for below := e.asks[w.session]; below != nil; below = below.below {
		depth++
	}
	if depth >= maxOpen {
		return &Refusal{Text: "There are too many questions open already."}
	}
	w.prompt, w.below = prompt, e.asks[w.session]
	e.asks[w.session] = w
	e.prompt(w.session)
	e.asked = append(e.asked, w.session)
	return nil
}

// prompt shows the open question of a session, if there is one. Where a line of
// the session is still to be run after this step, what that says comes first.
func (e *Engine) prompt(s *session.Session) {
	later := slices.ContainsFunc(e.follow, func(ev Event) bool {
		f, ok := ev.(Force)
		return ok && f.Session == s
	})
	if w := e.asks[s]; w != nil && !later && !s.Gone() {
		e.Sessions.Send(s, w.prompt)
	}
}

// pop takes the open question of a session off.
func (e *Engine) pop(s *session.Session) *waiting {
	w := e.asks[s]
	if w.below == nil {
		delete(e.asks, s)
	} else {
		e.asks[s] = w.below
	}
	e.asked = append(e.asked, s)
	return w
}
