package engine

import (
	"context"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"mud/engine/outbox"
	"mud/engine/store"
)

// Sink takes the output of steps; sessions/server sends it to the Portals. It
// must not wait for anybody.
type Sink interface {
	// Keep is given what a group of steps says before the group is stored, and
	// sees to it that this is not lost with the Server. The group's number is
	// stored with it; it is 0 when nothing was kept.
	Keep(outs []outbox.Out) (group uint64, err error)
	// Deliver sends what steps say: the group that was kept last, or, for the
	// group 0, steps that need not be stored.
	Deliver(group uint64, outs []outbox.Out)
}

// MetaGroup is where the store has the number of the last group that was kept.
const MetaGroup = "group"

// LastGroup is the number that the store had when the world was read.
func (e *Engine) LastGroup() uint64 {
	n, _ := strconv.ParseUint(string(e.World.Meta(MetaGroup)), 10, 64) // a world of before has none
	return n
}

// entry is what one step leaves behind.
type entry struct {
	changes []store.Change
	outs    []outbox.Out
}

// committer writes steps to the store in groups, on a goroutine of its own,
// and lets their output go only after that (promise P3). The game goroutine
// goes on with the next steps meanwhile.
type committer struct {
	store     store.Store
	sink      Sink
	log       *slog.Logger
	committed func(changes int, took time.Duration) // nil for nobody

	mu      sync.Mutex
	queue   []entry
	pending int // entries that are queued or being written
	wake    chan struct{}
	idle    *sync.Cond
	failing error         // why the store fails just now, nil when it works
	trouble chan struct{} // told when failing changes
}

func newCommitter(d Deps) *committer {
	c := &committer{store: d.Store, sink: d.Sink, log: d.Log, committed: d.Committed, wake: make(chan struct{}, 1), trouble: make(chan struct{}, 1)}
	c.idle = sync.NewCond(&c.mu)
	return c
}

// submit hands over a step. One that needs no commit goes out at once when
// nothing before it is on its way, so that the order of output stays.
func (c *committer) submit(e entry) {
	c.mu.Lock()
	if len(e.changes) == 0 && c.pending == 0 {
		c.mu.Unlock()
		c.sink.Deliver(0, e.outs)
		return
	}
	c.queue = append(c.queue, e)
	c.pending++
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// run writes until ctx ends and everything that was handed over is written. A
// store that fails at the end gets a few more attempts; what it does not take
// then is lost, and nobody was shown it.
func (c *committer) run(ctx context.Context) {
	for {
		c.flush(ctx)
		select {
		case <-c.wake:
		case <-ctx.Done():
			c.flush(ctx)
			return
		}
	}
}

// flush writes all that is queued, group by group.
func (c *committer) flush(ctx context.Context) {
	for {
		c.mu.Lock()
		group := c.queue
		c.queue = nil
		c.mu.Unlock()
		if len(group) == 0 {
			return
		}
		var outs []outbox.Out
		for _, e := range group {
			outs = append(outs, e.outs...)
		}
		if number, ok := c.write(ctx, group, outs); ok {
			c.sink.Deliver(number, outs)
		}
		c.mu.Lock()
		c.pending -= len(group)
		c.idle.Broadcast()
		c.mu.Unlock()
	}
}

// retryStore is the wait between two attempts when the store fails, and
// lastAttempts is how many there are when the Server ends.
const (
	retryStore   = 500 * time.Millisecond
	lastAttempts = 4
)

// write commits a group as one transaction. While the store fails, the group
// and its output wait: nobody is shown what is not on disk. It returns the
// number under which the output was kept, and false when it gave up because
// ctx has ended.
func (c *committer) write(ctx context.Context, group []entry, outs []outbox.Out) (number uint64, ok bool) {
	var changes []store.Change
	for _, e := range group {
		changes = append(changes, e.changes...)
	}
	if len(changes) == 0 {
		return 0, true
	}
	left := lastAttempts
	for failures := 0; ; failures++ {
		begun := time.Now()
		err := error(nil)
		if number == 0 {
			number, err = c.sink.Keep(outs)
		}
		if err == nil {
			err = c.store.Commit(context.Background(), withNumber(changes, number))
		}
		c.setFailing(err)
		if err == nil {
			if c.committed != nil {
				c.committed(len(changes), time.Since(begun))
			}
			if failures > 0 {
				c.log.Info("the store works again", "attempts", failures+1)
			}
			return number, true
		}
		if failures%20 == 0 {
			c.log.Error("storing failed; the world stands still until it works again", "error", err, "changes", len(changes))
		}
		if ctx.Err() != nil {
			if left--; left <= 0 {
				c.log.Error("the last changes could not be stored and are lost; nobody was shown them", "changes", len(changes))
				return 0, false
			}
		}
		pause(ctx, left)
	}
}

// withNumber is the changes of a group with its number, if it has one.
func withNumber(changes []store.Change, number uint64) []store.Change {
	if number == 0 {
		return changes
	}
	return append(changes, store.PutMeta{Key: MetaGroup, Value: strconv.AppendUint(nil, number, 10)})
}

// pause waits between two attempts; the end of ctx cuts the first wait short.
func pause(ctx context.Context, left int) {
	done := ctx.Done()
	if left < lastAttempts {
		done = nil
	}
	select {
	case <-time.After(retryStore):
	case <-done:
	}
}

// setFailing notes whether the store works, and tells the world of a change.
func (c *committer) setFailing(err error) {
	c.mu.Lock()
	changed := (c.failing == nil) != (err == nil)
	c.failing = err
	c.mu.Unlock()
	if !changed {
		return
	}
	select {
	case c.trouble <- struct{}{}:
	default:
	}
}

// waiting is how many steps are not stored yet.
func (c *committer) waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pending
}

// failure is why the store fails just now, nil when it works.
func (c *committer) failure() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failing
}

// wait returns when everything that was handed over is written and delivered.
func (c *committer) wait() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.pending > 0 {
		c.idle.Wait()
	}
}
