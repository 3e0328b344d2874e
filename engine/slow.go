package engine

import (
	"slices"
	"time"
)

// slowStep is how long a step of a script may take before it is told.
const slowStep = 50 * time.Millisecond

// Slow is a script that held the world up, as @slow lists it.
type Slow struct {
	What  string        // "command core.social.say"
	Where string        // its file and line, "" when it is not known
	Who   string        // who ran it last
	Count int           // how often it was slow
	Worst time.Duration // the longest
	Last  time.Time     // when it was slow last
}

// keepSlow is how many scripts are listed: those that were slow last.
const keepSlow = 50

// stepped notes how long the running step took, and for how much of that the
// machine ran others, which is no fault of a script. It is outside of the world:
// nothing in it depends on the machine's clock.
func (e *Engine) stepped(took, idle time.Duration) {
	if e.Stepped != nil {
		e.Stepped(e.current.what, took)
	}
	if took -= idle; took < slowStep || e.current.what == plainEvent {
		return
	}
	s := Slow{What: e.current.what}
	if at := slices.IndexFunc(e.slow, func(o Slow) bool { return o.What == s.What }); at >= 0 {
		s = e.slow[at]
		e.slow = slices.Delete(e.slow, at, at+1)
	}
	if e.current.spot != nil {
		s.Where = e.scripts.Spot(e.current.spot)
	}
	s.Count, s.Worst, s.Last, s.Who = s.Count+1, max(s.Worst, took), e.now, ""
	if e.current.session != nil {
		s.Who = e.current.session.String()
	}
	e.slow = append(e.slow, s)
	if len(e.slow) > keepSlow {
		e.slow = e.slow[1:]
	}
	e.Log.Warn("a script was slow", "in", s.What, "file", s.Where, "who", s.Who, "took", took)
}

// Slow lists scripts that held the world up, the last one last.
func (e *Engine) Slow() []Slow { return e.slow }
