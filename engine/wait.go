package engine

import (
	"fmt"
	"strings"

	"mud/engine/guard"
	"mud/engine/outbox"
	"mud/engine/session"
)

// waiting is a script between two of its steps.
type waiting struct {
	task    Task             // how it goes on, nil for a dialog between two turns
	scripts Scripts          // the generation that task belongs to
	session *session.Session // whose command it is, nil for none
	what    string           // for the log
	call    *Call            // the command, nil for what a timer started
	prompt  outbox.Part      // its open question
	hide    bool             // the answer is a secret
	below   *waiting         // what the session was asked before, and is asked again after it

	dialog   *Dialog  // it is a dialog rather than a script with a place to go on
	parent   *waiting // the script that waits for the dialog's end
	question *waiting // the dialog's question that is being answered
	quiet    bool     // what goes wrong is not told
}

// settle takes note of how far a script got: it has ended, failed, or waits.
func (e *Engine) settle(c *Call, r Result) error {
	var s *session.Session
	if c != nil {
		s = c.Session
	}
	return e.settled(&waiting{session: s, what: e.current.what, call: c}, r)
}

func (e *Engine) settled(w *waiting, r Result) error {
	if r.Err != nil {
		return r.Err
	}
	if r.Wait == nil {
		if w.dialog != nil {
			return e.turned(w, r.Turn)
		}
		return nil
	}
	w.task, w.scripts = r.Task, e.scripts
	switch wait := r.Wait.(type) {
	case Sleep:
		return e.sleep(w, wait)
	case Ask:
		return e.ask(w, wait)
	case Dialog:
		return e.dialog(w, wait)
	case Job:
		e.job(w, wait)
		return nil
	case Measure:
		if w.session == nil || w.session.Gone() {
			return &Refusal{Text: "Only what somebody types can be measured."}
		}
		e.Follow(measuring{w, Force{Object: w.session.Self(), Session: w.session, Line: wait.Line, Depth: e.current.depth + 1}})
		return nil
	}
	return fmt.Errorf("a script waits for %T, which the engine does not know", r.Wait)
}

// ask shows the question; the session's next line is the answer. A command
// that runs without a session ends here, undone.
func (e *Engine) ask(w *waiting, q Ask) error {
	if w.session == nil {
		return &Refusal{Text: textNobody}
	}
	if w.session.Gone() {
		return nil // who was asked has left: the command ends here
	}
	if w.hide = q.Hide; w.hide && !strings.HasSuffix(w.what, secret) {
		w.what += secret
	}
	return e.push(w, q.Prompt)
}

// secret marks a command that asked for a secret in the log.
const secret = " (secret)"

// answer goes on with the command that asked. When nothing more is asked, the
// question that was open before is.
func (e *Engine) answer(s *session.Session, line string) error {
	w := e.pop(s)
	goOn := e.resumeWith
	if w.task == nil { // no script stands at the question: it is a dialog's
		goOn = e.answered
	}
	if err := goOn(w, line); err != nil {
		return err
	}
	if w.below != nil && e.asks[s] == w.below {
		e.prompt(s)
	}
	return nil
}

func (e *Engine) resumeWith(w *waiting, line string) error { return e.resume(w, guard.Text(line)) }

// mask has the clients of sessions whose question changed hide what is typed,
// or show it again. It comes after a rollback too: a wrong password undoes its
// step, but the next line is to be seen.
func (e *Engine) mask() {
	for _, s := range e.asked {
		w := e.asks[s]
		hide := w != nil && w.hide
		if hide == e.masked[s] || s.Gone() {
			continue
		}
		out := e.Box.For(s.Sessid())
		out.Parts = append([]outbox.Part{{Kind: outbox.Mask, On: hide}}, out.Parts...)
		if hide {
			e.masked[s] = true
		} else {
			delete(e.masked, s)
		}
	}
	e.asked = e.asked[:0]
}

// resume goes on with a script in a new step.
func (e *Engine) resume(w *waiting, values ...any) error {
	e.goingOn(w)
	return e.settled(w, w.task.Resume(values...))
}

// goingOn notes whose step it is. The whole step runs on the generation in
// which the script waited, hooks and all.
func (e *Engine) goingOn(w *waiting) {
	if w.task != nil {
		e.scripts = w.scripts
	}
	e.current.session, e.current.what, e.current.question, e.current.quiet = w.session, w.what, w.question, w.quiet
	switch {
	case w.dialog != nil:
		e.current.spot = FuncSpot(w.dialog.Func)
	case w.call != nil && w.call.Command.Def != nil:
		e.current.spot = w.call.Command.Def
	}
}

// job gives slow work to a worker. What the session sends meanwhile is held.
func (e *Engine) job(w *waiting, j Job) {
	if w.session != nil && !w.session.Gone() {
		if _, nested := e.busy[w.session]; !nested {
			e.busy[w.session] = nil
		}
	}
	if e.Inline {
		e.Follow(jobDone{w, j, j.Work()})
		return
	}
	go func() {
		e.workers <- struct{}{}
		result := j.Work()
		<-e.workers
		e.Post(jobDone{w, j, result})
	}()
}

// jobDone goes on with a script whose slow work is done.
type jobDone struct {
	w      *waiting
	job    Job
	result any
}

func (d jobDone) Run(e *Engine) error {
	e.goingOn(d.w)
	e.unhold(d.w.session)
	values, err := d.job.Then(d.result)
	if err != nil {
		return err
	}
	e.Follow(resumed{d.w, values})
	return nil
}

// resumed goes on with a script in a step of its own: when the script fails or
// refuses, what Then did stays done, such as the count of failed logins.
type resumed struct {
	w      *waiting
	values []any
}

func (r resumed) Run(e *Engine) error { return e.resume(r.w, r.values...) }

// unhold runs what was held, in order, after the running step.
func (e *Engine) unhold(s *session.Session) {
	held, ok := e.busy[s]
	if s == nil || !ok {
		return
	}
	delete(e.busy, s)
	e.held = append(e.held, held...)
}
