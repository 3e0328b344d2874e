package websocket

import (
	"slices"

	"mud/sessions/wire"
)

// The bounds of what is kept for one page, in bytes of text and data.
const (
	softQueue = 256 << 10 // more waits to be written: out-of-band data is dropped
	hardQueue = 1 << 20   // more is kept at all: the oldest is dropped
)

// keptMessages is how many messages are kept after they were written, for a
// page that comes back and has not seen them.
const keptMessages = 200

// message is the output of one step. Its number tells the page what it has
// seen already.
type message struct {
	seq   uint64 // from 1
	parts []wire.Part
	size  int
}

// backlog holds what was said to a page: what waits to be written, and the
// last that was. It has no lock of its own.
type backlog struct {
	messages []message
	bytes    int    // of all
	waiting  int    // bytes of those that were never written
	last     uint64 // the number of the newest message ever
	written  uint64 // the highest number that was written to a connection
}

// add appends a step's output. It reports false when messages that were never
// written had to be dropped for it.
func (b *backlog) add(parts []wire.Part) bool {
	if b.waiting > softQueue {
		parts = withoutOOB(parts)
	}
	m := message{seq: b.last + 1, parts: parts}
	for _, p := range parts {
		m.size += len(p.Text) + len(p.Data)
	}
	b.last = m.seq
	b.messages = append(b.messages, m)
	b.bytes += m.size
	b.waiting += m.size
	return b.prune()
}

func (b *backlog) prune() (whole bool) {
	n := 0
	whole = true
	for n < len(b.messages) && (b.bytes > hardQueue || b.messages[n].seq+keptMessages <= b.written) {
		m := b.messages[n]
		b.bytes -= m.size
		if m.seq > b.written {
			b.waiting -= m.size
			whole = false
		}
		n++
	}
	b.messages = slices.Delete(b.messages, 0, n)
	return whole
}

// after is the first kept message with a higher number, false if there is none.
func (b *backlog) after(seq uint64) (message, bool) {
	at, _ := slices.BinarySearchFunc(b.messages, seq+1, func(m message, seq uint64) int { return int(int64(m.seq) - int64(seq)) })
	if at == len(b.messages) {
		return message{}, false
	}
	return b.messages[at], true
}

// wrote notes that a message was written to a connection.
func (b *backlog) wrote(m message) {
	if m.seq > b.written {
		b.written = m.seq
		b.waiting -= m.size
	}
}

// missed is how many messages after seq are gone for good.
func (b *backlog) missed(seq uint64) uint64 {
	first := b.last + 1
	if len(b.messages) > 0 {
		first = b.messages[0].seq
	}
	return first - 1 - min(seq, first-1)
}

func withoutOOB(parts []wire.Part) []wire.Part {
	return slices.DeleteFunc(slices.Clone(parts), func(p wire.Part) bool { return p.Kind == wire.OOB })
}
