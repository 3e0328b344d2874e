package telnet

import (
	"sync"

	"mud/sessions/wire"
)

// The bounds of what waits for a slow client, in bytes of text.
const (
	softQueue = 256 << 10 // out-of-band data is dropped
	hardQueue = 1 << 20   // the client is closed
)

// queue is the output that waits to be written. Whoever fills it never waits.
type queue struct {
	mu     sync.Mutex
	steps  [][]wire.Part
	bytes  int
	closed bool // no more is taken
	reason string
	wake   chan struct{}
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

// put adds the output of one step; false when the client is too slow for it.
func (q *queue) put(parts []wire.Part) bool {
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
		return false
	}
	q.steps = append(q.steps, parts)
	q.bytes += size
	q.signal()
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

// close lets what waits be written, then reason, and takes no more.
func (q *queue) close(reason string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.closed, q.reason = true, reason
	}
	q.signal()
}

// nudge has what was written past the queue sent.
func (q *queue) nudge() { q.signal() }

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// take returns the output of the next step; last says that there is none and
// will be none.
func (q *queue) take() (parts []wire.Part, last bool) {
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
