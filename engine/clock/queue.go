package clock

import (
	"container/heap"
	"time"
)

// Queue holds entries by the time at which they are due; entries due at the
// same moment come in the order in which they were added.
type Queue[T any] struct {
	items entries[T]
	count uint64
}

// Entry is a place in a Queue, to take it out again.
type Entry[T any] struct {
	Due   time.Time
	Value T
	order uint64
	at    int // index in the heap, -1 when it is out
}

// Add puts v into the queue.
func (q *Queue[T]) Add(due time.Time, v T) *Entry[T] {
	q.count++
	e := &Entry[T]{Due: due, Value: v, order: q.count}
	heap.Push(&q.items, e)
	return e
}

// Remove takes e out; it is no error if it is out already.
func (q *Queue[T]) Remove(e *Entry[T]) {
	if e.at >= 0 && e.at < len(q.items) && q.items[e.at] == e {
		heap.Remove(&q.items, e.at)
	}
}

// Restore puts e back where it was before Remove.
func (q *Queue[T]) Restore(e *Entry[T]) {
	if e.at < 0 {
		heap.Push(&q.items, e)
	}
}

// Next returns the time of the first entry; ok is false when there is none.
func (q *Queue[T]) Next() (due time.Time, ok bool) {
	if len(q.items) == 0 {
		return time.Time{}, false
	}
	return q.items[0].Due, true
}

// Pop takes out the first entry if it is due at now, else it returns nil.
func (q *Queue[T]) Pop(now time.Time) *Entry[T] {
	if len(q.items) == 0 || q.items[0].Due.After(now) {
		return nil
	}
	return heap.Pop(&q.items).(*Entry[T])
}

// Len is the number of entries.
func (q *Queue[T]) Len() int { return len(q.items) }

type entries[T any] []*Entry[T]

func (h entries[T]) Len() int { return len(h) }

func (h entries[T]) Less(i, j int) bool {
	if !h[i].Due.Equal(h[j].Due) {
		return h[i].Due.Before(h[j].Due)
	}
	return h[i].order < h[j].order
}

func (h entries[T]) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].at, h[j].at = i, j
}

func (h *entries[T]) Push(x any) {
	e := x.(*Entry[T])
	e.at = len(*h)
	*h = append(*h, e)
}

func (h *entries[T]) Pop() any {
	old := *h
	e := old[len(old)-1]
	old[len(old)-1] = nil
	e.at = -1
	*h = old[:len(old)-1]
	return e
}
