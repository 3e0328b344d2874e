package link

import (
	"context"
	"sync"

	"mud/sessions/wire"
)

// Pipe returns the two ends of a link inside one process.
func Pipe() (portal, server Conn) {
	a, b := newQueue(), newQueue()
	return &end{in: a, out: b}, &end{in: b, out: a}
}

// end is one end of a pipe.
type end struct{ in, out *queue }

func (e *end) Send(m wire.Message) error { return e.out.put(m) }

func (e *end) SendFrames(frames []byte) error {
	var messages []wire.Message
	for len(frames) > 0 {
		m, rest, err := ParseFrame(frames)
		if err != nil {
			return err
		}
		messages, frames = append(messages, m), rest
	}
	return e.out.put(messages...)
}

func (e *end) Recv(ctx context.Context) (wire.Message, error) { return e.in.get(ctx) }

func (e *end) Close() error {
	e.in.close()
	e.out.close()
	return nil
}

// queue is one direction. It takes as much as is sent: the Portal bounds what
// a session may have unanswered, and drops clients that do not read.
type queue struct {
	mu     sync.Mutex
	items  []wire.Message
	closed bool
	wake   chan struct{}
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

func (q *queue) put(m ...wire.Message) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return ErrClosed
	}
	q.items = append(q.items, m...)
	q.signal()
	return nil
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *queue) get(ctx context.Context) (wire.Message, error) {
	for {
		q.mu.Lock()
		if len(q.items) > 0 {
			m := q.items[0]
			q.items[0] = nil
			q.items = q.items[1:]
			q.mu.Unlock()
			return m, nil
		}
		closed := q.closed
		q.mu.Unlock()
		if closed {
			q.signal() // for whoever else waits
			return nil, ErrClosed
		}
		select {
		case <-q.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.signal()
}
