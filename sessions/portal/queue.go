package portal

import (
	"sync"

	"mud/sessions/wire"
)

// The bounds of what waits for a slow client, in bytes of text.
const (
	softQueue = 256 << 10 // out-of-band data is dropped
	hardQueue = 1 << 20   // the client is closed
)

// Queue is the output of a session that waits to be written, as protocols need
// it: whoever fills it never waits (promise P6), and one goroutine takes from
// it until it is closed and empty.
type Queue struct {
	mu     sync.Mutex
	steps  [][]wire.Part
	bytes  int
	closed bool // no more is taken
	reason string
	wake   chan struct{}
}

// NewQueue returns an empty queue.
func NewQueue() *Queue { return &Queue{wake: make(chan struct{}, 1)} }

// TooSlow is the reason for which a client that does not read is closed.
const TooSlow = "too slow: it does not read what it is sent"

// Put adds the output of one step; false when the client is too slow for it.
// Then the queue is closed and empty: the protocol closes the connection.
func (q *Queue) Put(parts []wire.Part) bool {
	size := 0
	for _, p := range parts {
		size += len(p.Text) + len(p.Data)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return true
	}
	if q.bytes > softQueue {
		parts = withoutOOB(parts)
	}
	if q.bytes+size > hardQueue {
		q.closed, q.reason, q.steps, q.bytes = true, TooSlow, nil, 0
		q.Nudge()
		return false
	}
	q.steps = append(q.steps, parts)
	q.bytes += size
	q.Nudge()
	return true
}

func withoutOOB(parts []wire.Part) []wire.Part {
	out := make([]wire.Part, 0, len(parts))
	for _, p := range parts {
		if p.Kind != wire.OOB {
			out = append(out, p)
		}
	}
	return out
}

// Close lets what waits be written, then reason, and takes no more. Only the
// first reason counts.
func (q *Queue) Close(reason string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.closed, q.reason = true, reason
	}
	q.Nudge()
}

// Reason is what Close was given.
func (q *Queue) Reason() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.reason
}

// Ended is why the connection ends for which the protocol sees reason: its
// own queue may know better.
func (q *Queue) Ended(reason string) string {
	if q.Reason() == TooSlow {
		return TooSlow
	}
	return reason
}

// Wake tells that there may be something to take.
func (q *Queue) Wake() <-chan struct{} { return q.wake }

// Nudge wakes who takes.
func (q *Queue) Nudge() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Take returns the output of the next step, nil for none now; last says that
// there will be none any more.
func (q *Queue) Take() (parts []wire.Part, last bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.steps) == 0 {
		return nil, q.closed
	}
	parts = q.steps[0]
	q.steps = q.steps[1:]
	for _, p := range parts {
		q.bytes -= len(p.Text) + len(p.Data)
	}
	return parts, false
}
