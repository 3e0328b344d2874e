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
	store store.Store
	sink  Sink
	log   *slog.Logger

	mu      sync.Mutex
	queue   []entry
	pending int // entries that are queued or being written
	wake    chan struct{}
	idle    *sync.Cond
}

func newCommitter(s store.Store, sink Sink, log *slog.Logger) *committer {
	c := &committer{store: s, sink: sink, log: log, wake: make(chan struct{}, 1)}
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

// run writes until ctx ends and everything that was handed over is written.
func (c *committer) run(ctx context.Context) {
	for {
		c.flush()
		select {
		case <-c.wake:
		case <-ctx.Done():
			c.flush()
			return
		}
	}
}

// flush writes all that is queued, group by group.
func (c *committer) flush() {
	for {
		c.mu.Lock()
		group := c.queue
		c.queue = nil
		c.mu.Unlock()
		if len(group) == 0 {
			return
		}
		c.write(group)
		for _, e := range group {
			c.sink.Deliver(e.outs)
		}
		c.mu.Lock()
		c.pending -= len(group)
		c.idle.Broadcast()
		c.mu.Unlock()
	}
}

// retryStore are the waits between attempts when the store fails.
const retryStore = 500 * time.Millisecond

// write commits a group as one transaction. While the store fails, the group
// and its output wait: nobody is shown what is not on disk.
func (c *committer) write(group []entry) {
	var changes []store.Change
	for _, e := range group {
		changes = append(changes, e.changes...)
	}
	if len(changes) == 0 {
		return
	}
	for failures := 0; ; failures++ {
		err := c.store.Commit(context.Background(), changes)
		if err == nil {
			if failures > 0 {
				c.log.Info("the store works again", "attempts", failures+1)
			}
			return
		}
		if failures%20 == 0 {
			c.log.Error("storing failed; output waits until it works again", "error", err, "changes", len(changes))
		}
		time.Sleep(retryStore)
	}
}

// wait returns when everything that was handed over is written and delivered.
func (c *committer) wait() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.pending > 0 {
		c.idle.Wait()
	}
}
