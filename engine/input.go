package engine

import (
	"strings"

	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/suspect"
)

// FlagsChanged takes over protocol flags from the Portal.
type FlagsChanged struct {
	Sessid int64
	Flags  map[string]any
}

// Run stores the flags with the session.
func (f FlagsChanged) Run(e *Engine) error {
	if s := e.Sessions.Get(f.Sessid); s != nil {
		e.Sessions.SetFlags(s, f.Flags)
		e.Sessions.Hook(s, "at_sync")
	}
	return nil
}

// Disconnected tells the world that a client has gone.
type Disconnected struct {
	Sessid int64
	Reason string
}

// Run ends the session with its hooks.
func (d Disconnected) Run(e *Engine) error {
	s := e.Sessions.Get(d.Sessid)
	if s == nil {
		return nil
	}
	e.current.what = "disconnect hooks"
	return e.Sessions.Closed(s, d.Reason)
}

// Fallback ends the session without the hooks that failed.
func (d Disconnected) Fallback(e *Engine) {
	if s := e.Sessions.Get(d.Sessid); s != nil {
		e.Sessions.Drop(s, d.Reason)
	}
}

// forget drops what the engine keeps about a session that has ended.
func (e *Engine) forget(s *session.Session) {
	drop(e, e.asks, s)
	drop(e, e.busy, s)
	drop(e, e.masked, s)
	drop(e, e.lost, s)
	drop(e, e.sleeping, s)
	e.merges.forget(s)
	e.After(func() {
		e.scripts.Ended(s)
		e.live.Ended(s)
	})
	e.forgetStored(s.Sessid())
}

// drop removes a session's entry from a map, and puts it back if the step is
// undone.
func drop[V any](e *Engine, m map[*session.Session]V, s *session.Session) {
	if old, ok := m[s]; ok {
		delete(m, s)
		e.Journal.Undo(func() { m[s] = old })
	}
}

// Input is one line that a client typed.
type Input struct {
	Sessid int64
	Seq    uint64
	Text   string
}

func (in Input) line() suspect.Line { return suspect.Line{Sessid: in.Sessid, Seq: in.Seq} }

// repeated is an event that a client caused and that its Portal repeats until
// it is acknowledged: it is run once.
type repeated interface {
	Event
	line() suspect.Line
}

// begin reports whether such an event is run now: it has not been run before,
// is not set aside, and no job of its session runs, behind which it is held.
func (e *Engine) begin(s *session.Session, ev repeated) bool {
	if held, busy := e.busy[s]; busy {
		e.busy[s] = append(held, ev)
		return false
	}
	l := ev.line()
	e.current.session = s
	e.acks = append(e.acks, ack{l.Sessid, l.Seq})
	if l.Seq <= s.Ran() {
		e.ranAlready(s, l.Seq)
		return false
	}
	s.SetRan(l.Seq)
	return !e.setAside(s, l)
}

// idleCommand is the keep-alive that counts as input but as no command.
const idleCommand = "idle"

// Run runs the line: as the answer to a question, or as a command.
func (in Input) Run(e *Engine) error {
	s := e.Sessions.Get(in.Sessid)
	if s == nil {
		return nil
	}
	if !e.begin(s, in) {
		return nil
	}
	if strings.EqualFold(strings.TrimSpace(in.Text), idleCommand) {
		s.Typed(e.now, true)
		return nil
	}
	s.Typed(e.now, false)
	w := e.asks[s]
	if w != nil && w.hide {
		return e.answer(s, in.Text) // a secret is shown to nobody else, hooks neither
	}
	line := in.Text
	if s.Flag("LOCALECHO") == true {
		e.Sessions.Send(s, outbox.Part{Kind: outbox.Text, Text: guard.Escape(line), Passing: true}) // it may have a password
	}
	if text, ok := e.Sessions.Hook(s, "at_data_in", line).(string); ok {
		line = text // as the session's class wants it
	}
	if w != nil {
		return e.answer(s, line)
	}
	return e.command(s, nicked(s.Account(), s.Self(), line))
}

// nicked replaces the line by the first inputline nick that matches: those of
// the puppet, then those of the account.
func nicked(account, caller *object.Object, line string) string {
	for _, o := range []*object.Object{caller, account} {
		if o == nil {
			continue
		}
		for _, n := range o.Nicks() {
			if n.Category != "inputline" {
				continue
			}
			if out, ok := replaceNick(n.Pattern, n.Replacement, line); ok {
				return out
			}
		}
	}
	return line
}

// Force runs a line as if obj had typed it, as a step of its own.
type Force struct {
	Object  *object.Object   // who does it, nil for Session alone
	Session *session.Session // whose answer it is, nil for none
	Line    string
	Depth   int
	Led     *forced // what the line that led to this one has led to, nil for nothing
}

// maxDepth bounds commands that run commands.
const maxDepth = 10

// Run runs the command.
func (f Force) Run(e *Engine) error {
	e.current.session, e.current.depth, e.current.forced = f.Session, f.Depth, f.Led
	if f.Depth > maxDepth {
		var id any = f.Session
		if f.Object != nil {
			id = f.Object.ID()
		}
		e.Log.Warn("commands that ran commands were stopped", "after", maxDepth, "who", id)
		return &Refusal{Text: "That led from one command to the next more than ten times and was stopped."}
	}
	if f.Session != nil && f.Session.Gone() {
		return nil
	}
	open := e.asks[f.Session]
	err := e.commandOf(f.Session, f.Object, nicked(accountOf(f.Session, f.Object), f.Object, f.Line))
	if err == nil && open != nil && e.asks[f.Session] == open {
		e.prompt(f.Session) // the question was open before, and is still
	}
	return err
}

// Execute has a line run as if obj (or the session alone) had typed it, right
// after the running step. Without a session the answer goes to the one that
// typed the running command, if that is who obj is.
func (e *Engine) Execute(obj *object.Object, s *session.Session, line string) error {
	led, err := e.lead()
	if err != nil {
		return err
	}
	if now := e.current.session; s == nil && now != nil && now.Self() == obj {
		s = now
	}
	e.Follow(Force{Object: obj, Session: s, Line: guard.Release(line), Depth: e.current.depth + 1, Led: led})
	return nil
}
