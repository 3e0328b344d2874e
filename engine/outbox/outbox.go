// Package outbox collects what one step says, so that it can be sent whole
// after the step is committed (promise P3) or dropped whole when it fails
// (promise P2). It is owned by the game goroutine.
package outbox

import (
	"encoding/json"
	"slices"
)

// Kind says what a Part is.
type Kind uint8

// The kinds of output; they are those of sessions/wire.
const (
	Text Kind = iota
	Prompt
	Mask
	OOB
)

// Part is one piece of output for one session, in mud's markup.
type Part struct {
	Kind    Kind
	Text    string
	Raw     bool            // print as it is
	NoColor bool            // leave out colour and style
	Linear  bool            // as a screen reader has it, for everybody
	Type    string          // what a text is, for the web client
	On      bool            // Mask
	Name    string          // OOB
	Data    json.RawMessage // OOB
	Latest  bool            // OOB: it takes the place of one of the same name in this step
	Passing bool            // it may be a secret, and is kept nowhere until it arrives
}

// Out is everything that one step does to one connection.
type Out struct {
	Sessid int64
	Ack    uint64         // the highest line number that was run, 0 for unchanged
	Parts  []Part         // what is shown, in order
	Flags  map[string]any // protocol flags to change, or nil
	Login  *Login         // whose session it is now, nil for unchanged
	Close  bool           // end the connection after Parts
	Reason string         // with Close: shown to the player
	State  []byte         // what its Portal is to keep of the session, nil for unchanged

	bytes int // of Parts
}

// Login is an account that a session was joined to.
type Login struct {
	Account int64
	Name    string
}

// Box collects the Outs of the running step in the order in which sessions
// were first written to.
type Box struct {
	outs  []Out
	index map[int64]int
}

// New returns an empty box.
func New() *Box { return &Box{index: map[int64]int{}} }

// For returns the session's Out of this step, to be filled in. It is valid
// until the next call.
func (b *Box) For(sessid int64) *Out {
	at, ok := b.index[sessid]
	if !ok {
		at = len(b.outs)
		b.index[sessid] = at
		b.outs = append(b.outs, Out{Sessid: sessid})
	}
	return &b.outs[at]
}

// Add appends a part for the session. A prompt is always the last (spec 4.4):
// Take sees to that.
func (b *Box) Add(sessid int64, p Part) {
	out := b.For(sessid)
	if p.Latest {
		out.Parts = slices.DeleteFunc(out.Parts, func(old Part) bool {
			same := old.Latest && old.Name == p.Name
			if same {
				out.bytes -= len(old.Data)
			}
			return same
		})
	}
	out.Parts = append(out.Parts, p)
	out.bytes += len(p.Text) + len(p.Data)
}

// MaxBytes is how much one step may say to one session. A client that is sent
// more at once would be taken for one that does not read.
const MaxBytes = 256 << 10

// Full reports whether the step has said more than MaxBytes to a session.
func (b *Box) Full(sessid int64) bool {
	at, ok := b.index[sessid]
	return ok && b.outs[at].bytes > MaxBytes
}

// Only reports whether nobody but sessid is spoken to.
func (b *Box) Only(sessid int64) bool {
	for i := range b.outs {
		if b.outs[i].Sessid != sessid {
			return false
		}
	}
	return true
}

// Drop forgets everything that was collected.
func (b *Box) Drop() {
	b.outs = nil
	clear(b.index)
}

// Mark is what was collected so far, for Reset.
func (b *Box) Mark() []Out { return slices.Clone(b.outs) }

// Reset forgets what was collected since Mark.
func (b *Box) Reset(mark []Out) {
	b.outs = mark
	clear(b.index)
	for at := range mark {
		b.index[mark[at].Sessid] = at
	}
}

// Take returns what was collected and empties the box.
func (b *Box) Take() []Out {
	outs := b.outs
	for i := range outs {
		outs[i].Parts = promptLast(outs[i].Parts)
	}
	b.Drop()
	return outs
}

// promptLast moves the last prompt behind all other parts and drops earlier
// ones, as only one line can be asked for at a time.
func promptLast(parts []Part) []Part {
	last := -1
	for i := range parts {
		if parts[i].Kind == Prompt {
			last = i
		}
	}
	if last < 0 || last == len(parts)-1 {
		return parts
	}
	prompt := parts[last]
	out := make([]Part, 0, len(parts))
	for _, p := range parts {
		if p.Kind != Prompt {
			out = append(out, p)
		}
	}
	return append(out, prompt)
}
