package engine

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"mud/engine/outbox"
	"mud/engine/store"
)

// Sink takes the output of committed steps; sessions/server sends it to the
// Portal. It must not wait for anybody.
type Sink interface{ Deliver(outs []outbox.Out) }

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
		c.sink.Deliver(e.outs)
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
		if c.write(ctx, group) {
			for _, e := range group {
				c.sink.Deliver(e.outs)
			}
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
// and its output wait: nobody is shown what is not on disk. It reports false
// when it gave up because ctx has ended.
func (c *committer) write(ctx context.Context, group []entry) bool {
	var changes []store.Change
	for _, e := range group {
		changes = append(changes, e.changes...)
	}
	if len(changes) == 0 {
		return true
	}
	left := lastAttempts
	for failures := 0; ; failures++ {
		begun := time.Now()
		err := c.store.Commit(context.Background(), changes)
		c.setFailing(err)
		if err == nil {
			if c.committed != nil {
				c.committed(len(changes), time.Since(begun))
			}
			if failures > 0 {
				c.log.Info("the store works again", "attempts", failures+1)
			}
			return true
		}
		if failures%20 == 0 {
			c.log.Error("storing failed; the world stands still until it works again", "error", err, "changes", len(changes))
		}
		if ctx.Err() != nil {
			if left--; left <= 0 {
				c.log.Error("the last changes could not be stored and are lost; nobody was shown them", "changes", len(changes))
				return false
			}
		}
		pause(ctx, left)
	}
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
