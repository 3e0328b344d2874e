package engine

import "sync"

// An Event is something that happens to the world. Run is called on the game
// goroutine and is one step: its changes are made whole or not at all.
type Event interface {
	Run(e *Engine) error
}

// inbox is the one queue of events. Whoever posts never waits; what may come
// in is bounded by the Portal, which lets a session have only so many lines
// unanswered.
type inbox struct {
	mu     sync.Mutex
	events []Event
	wake   chan struct{}
}

func newInbox() *inbox { return &inbox{wake: make(chan struct{}, 1)} }

func (b *inbox) post(ev Event) {
	b.mu.Lock()
	b.events = append(b.events, ev)
	b.mu.Unlock()
	b.ring()
}

// ring wakes whoever waits for events.
func (b *inbox) ring() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// len is how many events wait.
func (b *inbox) len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.events)
}

// putBack returns events that were taken and not run, before what came since.
func (b *inbox) putBack(events []Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(events, b.events...)
}

// pick takes out the events that want says true of, in order.
func (b *inbox) pick(want func(Event) bool) []Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out, rest []Event
	for _, ev := range b.events {
		if want(ev) {
			out = append(out, ev)
		} else {
			rest = append(rest, ev)
		}
	}
	b.events = rest
	return out
}

// take returns everything that has come in.
func (b *inbox) take() []Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	events := b.events
	b.events = nil
	return events
}
