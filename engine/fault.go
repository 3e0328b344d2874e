package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"mud/engine/access"
	"mud/engine/guard"
	"mud/engine/lock"
	"mud/engine/outbox"
	"mud/engine/session"
)

// Fault is a script's fault as @errors lists it: all that are the same, since
// the last reload, are one.
type Fault struct {
	What        string // "command look"
	Error       string // with traceback
	Count       int
	First, Last time.Time
	Who         []string // some of those who ran into it
	Generation  int
}

const (
	keepFaults = 50
	maxWho     = 5       // of a fault
	maxDetails = 4 << 10 // bytes of an error
	maxTold    = 10      // faults that people are told of in a toldEvery
	toldEvery  = time.Minute
)

// faults are the last ones, the newest last.
type faults struct {
	list  []Fault
	total int       // since the start
	told  int       // since `since`
	since time.Time // people were told of the first
}

// Builder reports whether who plays the session may see scripts' faults.
func (e *Engine) Builder(s *session.Session) bool {
	return access.Who{Account: s.Account()}.Rank() >= lock.Rank("Builder")
}

// TellBuilders tells all builders who are online something about the scripts,
// as it is; it is run as a step.
func (e *Engine) TellBuilders(text string) func(*Engine) error {
	return func(*Engine) error {
		for _, s := range e.Sessions.All(false) {
			if e.Builder(s) {
				e.Sessions.Send(s, outbox.Part{Kind: outbox.Text, Text: text, Raw: true, Type: "scripts"})
			}
		}
		return nil
	}
}

// details is an error with its traceback if it has one.
func details(err error) string {
	text := err.Error()
	var script ScriptError
	if errors.As(err, &script) {
		text = script.Traceback()
	}
	if len(text) > maxDetails {
		text = text[:maxDetails] + " …"
	}
	return text
}

// fault takes note of an error of a script. Who looks after the game is told of
// each once; the log has those that come again at their 2nd, 4th, 8th … time.
func (e *Engine) fault(err error) {
	f := Fault{What: e.current.what, Error: details(err), First: e.now, Generation: e.scripts.Number()}
	e.faults.total++
	at := slices.IndexFunc(e.faults.list, func(old Fault) bool {
		return old.What == f.What && old.Error == f.Error && old.Generation == f.Generation
	})
	if at >= 0 {
		f = e.faults.list[at]
		e.faults.list = slices.Delete(e.faults.list, at, at+1)
	}
	f.Count++
	f.Last = e.now
	if s := e.current.session; s != nil && len(f.Who) < maxWho && !slices.Contains(f.Who, s.String()) {
		f.Who = append(slices.Clone(f.Who), s.String())
	}
	e.faults.list = append(e.faults.list, f)
	if len(e.faults.list) > keepFaults {
		e.faults.list = e.faults.list[1:]
	}
	if f.Count&(f.Count-1) == 0 {
		e.Log.Error("script failed", "in", f.What, "times", f.Count, "error", f.Error)
	}
	if f.Count == 1 {
		e.tellOf(f, err)
	}
}

// tellOf tells superusers, and those whose @reload brought a script that the
// error came through, unless they ran into it themselves.
func (e *Engine) tellOf(f Fault, err error) {
	if e.now.Sub(e.faults.since) >= toldEvery {
		e.faults.since, e.faults.told = e.now, 0
	}
	if e.faults.told++; e.faults.told > maxTold {
		return
	}
	line, _, _ := strings.Cut(f.Error, "\n")
	text := fmt.Sprintf("|rA script has failed|n: %s: %s", f.What, guard.Escape(line))
	if e.faults.told == maxTold {
		text += " There are many; you are not told of more for a minute."
	}
	var script ScriptError
	var authors []string
	if errors.As(err, &script) {
		for _, file := range script.Files() {
			authors = append(authors, e.scripts.Author(file))
		}
	}
	for _, s := range e.Sessions.All(false) {
		if s == e.current.session && e.Builder(s) {
			continue // who gets the traceback
		}
		if a := s.Account(); a.Superuser() || slices.Contains(authors, a.Key()) {
			e.Box.Add(s.Sessid(), outbox.Part{Kind: outbox.Text, Text: text + " (@errors shows it.)"})
		}
	}
}

// Faults are the last faults of scripts, the newest last.
func (e *Engine) Faults() []Fault { return e.faults.list }

// FaultCount is how often scripts have failed since the start.
func (e *Engine) FaultCount() int { return e.faults.total }
