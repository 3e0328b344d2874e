package engine

import (
	"fmt"

	"mud/engine/guard"
	"mud/engine/outbox"
	"mud/engine/session"
)

// waiting is a script between two of its steps.
type waiting struct {
	task    Task
	session *session.Session // whose command it is, nil for none
	what    string           // for the log
	hide    bool             // the answer is a secret
}

// settle takes note of how far a script got: it has ended, failed, or waits.
func (e *Engine) settle(c *Call, r Result) error {
	var s *session.Session
	if c != nil {
		s = c.Session
	}
	return e.settled(&waiting{session: s, what: e.current.what}, r)
}

func (e *Engine) settled(w *waiting, r Result) error {
	if r.Err != nil || r.Wait == nil {
		return r.Err
	}
	w.task = r.Task
	switch wait := r.Wait.(type) {
	case Sleep:
		e.queue.Add(e.now.Add(max(0, wait.For)), &timer{task: w})
		return nil
	case Ask:
		return e.ask(w, wait)
	case Job:
		e.job(w, wait)
		return nil
	}
	return fmt.Errorf("a script waits for %T, which the engine does not know", r.Wait)
}

// ask shows the question; the session's next line is the answer. A question
// that was open before is dropped: its command never goes on. A command that
// runs without a session ends here, undone.
func (e *Engine) ask(w *waiting, q Ask) error {
	if w.session == nil {
		return &Refusal{Text: "There is nobody to answer a question."}
	}
	if w.session.Gone() {
		return nil // who was asked has left: the command ends here
	}
	if q.Hide {
		w.what += " (secret)"
	}
	w.hide = q.Hide
	e.Sessions.Send(w.session, q.Prompt)
	e.asks[w.session] = w
	e.asked = append(e.asked, w.session)
	return nil
}

// answer goes on with the command that asked.
func (e *Engine) answer(s *session.Session, w *waiting, line string) error {
	delete(e.asks, s)
	e.asked = append(e.asked, s)
	return e.resume(w, guard.Text(line))
}

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
	e.current.session, e.current.what = w.session, w.what
	return e.settled(w, w.task.Resume(values...))
}

// job gives slow work to a worker. What the session types meanwhile is held.
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
	e.current.session, e.current.what = d.w.session, d.w.what
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

// unhold runs the lines that were held, in order, after the running step.
func (e *Engine) unhold(s *session.Session) {
	held, ok := e.busy[s]
	if s == nil || !ok {
		return
	}
	delete(e.busy, s)
	e.held = append(e.held, held...)
}
