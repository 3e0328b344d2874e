package engine

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/store"
)

// origin says who asked for a step, for errors and refusals.
type origin struct {
	session *session.Session // nil for timers and forced commands
	what    string           // "command look", for the log; never what was typed
	spot    any              // what runs, for Scripts.Spot; nil when it is not known
	depth   int              // how many commands led to this one
	forced  *forced          // what the line that led here has led to, nil for nothing

	question *waiting // of the dialog that goes on, to be asked again if the step is refused
	quiet    bool     // what goes wrong is told only to who asked for that
}

// ack is the number of a line that was run.
type ack struct {
	sessid int64
	seq    uint64
}

// plainEvent is what a step is that runs no script of its own.
const plainEvent = "event"

// step runs one event as one transaction.
func (e *Engine) step(ev Event) {
	begun, live, idle := time.Now(), e.live, e.live.Idle()
	if in, ok := ev.(repeated); ok && e.Suspects != nil {
		e.Suspects.Begin(in.line())
		defer e.Suspects.End()
	}
	e.steps++
	e.now = e.Clock.Now()
	e.rand = rand.New(rand.NewPCG(e.Seed, e.steps))
	e.current = &origin{what: plainEvent}
	e.scripts = e.live
	e.acks, e.follow, e.after, e.noticed = e.acks[:0], nil, e.after[:0], e.noticed[:0]
	if err := ev.Run(e); err != nil {
		e.Journal.Rollback()
		e.Box.Drop()
		e.follow, e.after, e.noticed = nil, e.after[:0], e.noticed[:0]
		e.failed(err)
		if again, ok := ev.(fallback); ok {
			again.Fallback(e)
		}
	}
	e.notice()
	for _, fn := range e.after {
		fn()
	}
	follow, held := e.follow, e.held
	e.held = nil
	e.finish()
	e.stepped(time.Since(begun), live.Idle()-idle)
	for _, next := range follow {
		e.next(next)
	}
	for _, line := range held {
		e.step(line)
	}
}

// fallback is an event that must have some effect even when its hooks fail,
// such as the end of a connection.
type fallback interface{ Fallback(e *Engine) }

// Follow has ev run as a step of its own right after the running one, unless
// that fails.
func (e *Engine) Follow(ev Event) { e.follow = append(e.follow, ev) }

// attempt runs a part of the step that may fail alone, such as a hook of a
// builder's session class: what it changed and said is undone, the fault is
// noted, and the step goes on without it.
func (e *Engine) attempt(what string, fn func() error) error {
	box, follow, after, noticed, outer := e.Box.Mark(), len(e.follow), len(e.after), len(e.noticed), e.current.what
	e.current.what = what
	defer func() { e.current.what = outer }()
	err := e.Journal.Attempt(fn)
	if err != nil {
		e.Box.Reset(box)
		e.follow, e.after, e.noticed = e.follow[:follow], e.after[:after], e.noticed[:noticed]
		e.fault(err)
	}
	return err
}

// After has fn called when the running step has succeeded. fn is not part of
// the step: it must not change the world.
func (e *Engine) After(fn func()) { e.after = append(e.after, fn) }

// finish hands what the step changed and said to the committer. A step that
// changed nothing and spoke only to who asked needs no commit: to run it again
// after a kill does no harm (design.md section 11).
func (e *Engine) finish() {
	e.mask()
	e.saveSessions()
	changes := e.Journal.Changes()
	others := len(e.acks) == 1 && !e.Box.Only(e.acks[0].sessid)
	for _, a := range e.acks {
		e.Box.For(a.sessid).Ack = a.seq
		if (len(changes) > 0 || others) && e.Sessions.Get(a.sessid) != nil {
			changes = append(changes, store.PutLine{Line: store.Line{Sessid: a.sessid, Seq: a.seq}})
		}
	}
	outs := e.Box.Take()
	if e.measured != nil {
		e.measured.changes, e.measured.outs = append(e.measured.changes, changes...), append(e.measured.outs, outs...)
	}
	if len(changes) == 0 && len(outs) == 0 {
		return
	}
	e.commits.submit(entry{changes, outs})
	if e.Inline {
		e.commits.flush(context.Background())
	}
}

// textFault is what a player sees of a script's fault.
const textFault = "Something went wrong with that, and nothing of it was done. Those who look after this world have been told."

// failed tells about the error that ended the running step: a refusal to who
// asked, a fault to the log and to the builder who asked.
func (e *Engine) failed(err error) {
	s := e.current.session
	if e.current.quiet && s != nil && s.Flag("INPUTDEBUG") != true {
		s = nil
	}
	var refusal *Refusal
	if errors.As(err, &refusal) {
		if s != nil && refusal.Text != "" {
			e.Sessions.Tell(s, refusal.Text)
		}
		e.reopen(s, true)
		return
	}
	e.fault(err)
	if s == nil {
		return
	}
	defer e.reopen(s, false)
	e.Sessions.Tell(s, textFault)
	if e.Builder(s) {
		e.Sessions.Send(s, outbox.Part{Kind: outbox.Text, Text: details(err), Raw: true, Type: "traceback"})
	}
}
