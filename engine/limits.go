package engine

import (
	"fmt"
	"time"

	"mud/engine/session"
)

// Limits bound what scripts may make of the world; 0 is no bound.
type Limits struct {
	Changes int // that one step may make
	Objects int // entities that there may be
	Timers  int // delays, tickers and sleeping scripts that there may be
}

// The bounds that no setting changes.
const (
	// shortestWait keeps a script that sleeps for no time at all, again and
	// again, from taking all of the world's.
	shortestWait = 10 * time.Millisecond
	// maxSleeping is how many commands of a session may sleep at once.
	maxSleeping = 50
	// maxForced is how many lines one line may lead to, by execute_cmd, and
	// forcedTime how long they may take before others have their turn.
	maxForced  = 100
	forcedTime = 250 * time.Millisecond
)

// overChanged stops the script that runs: it has made too many changes.
func (e *Engine) overChanged() { e.scripts.Exceeded() }

// forced is what one line leads to by execute_cmd, on and on.
type forced struct {
	count int
	since time.Time // when the first of its lines was run without a pause
}

// next runs what follows on a step. The lines that one has led to make room for
// others when they have taken their time.
func (e *Engine) next(ev Event) {
	if m, ok := ev.(measuring); ok {
		e.measure(m)
		return
	}
	f, ok := ev.(Force)
	if ok && f.Led != nil && time.Since(f.Led.since) > forcedTime {
		e.Post(Deferred{f})
		return
	}
	e.step(ev)
}

// Deferred is a forced line that others went before.
type Deferred struct{ Force }

// Run runs it.
func (d Deferred) Run(e *Engine) error {
	d.Led.since = time.Now()
	return d.Force.Run(e)
}

// lead counts a line that the running step leads to.
func (e *Engine) lead() (*forced, error) {
	if e.current.forced == nil {
		e.current.forced = &forced{since: time.Now()}
	}
	e.current.forced.count++
	if e.current.forced.count > maxForced {
		return nil, fmt.Errorf("one line may lead to %d others by execute_cmd, and this one leads to more", maxForced)
	}
	return e.current.forced, nil
}

// timersFull says why there can be no more timers, nil when there can.
func (e *Engine) timersFull() error {
	if n := e.Limits.Timers; n > 0 && e.queue.Len() >= n {
		return fmt.Errorf("%d delays, tickers and sleeping scripts wait already; no more are allowed ([server] max_timers)", e.queue.Len())
	}
	return nil
}

// sleep has a script go on after some time.
func (e *Engine) sleep(w *waiting, wait Sleep) error {
	if err := e.timersFull(); err != nil {
		return err
	}
	if s := w.session; s != nil && !s.Gone() {
		if e.sleeping[s] >= maxSleeping {
			return &Refusal{Text: "Too many of your commands are not done yet. Wait for them to end."}
		}
		e.sleeping[s]++
	}
	e.queue.Add(e.now.Add(max(shortestWait, wait.For)), &timer{task: w})
	return nil
}

// woken counts a script that sleeps no more.
func (e *Engine) woken(s *session.Session) {
	if e.sleeping[s]--; e.sleeping[s] <= 0 {
		delete(e.sleeping, s)
	}
}
