package portal

import (
	"context"
	"errors"
	"time"

	"mud/sessions/wire"
)

// away is how the Portal stands with its Server.
type away struct {
	link   Link                        // nil while there is none
	alarm  *time.Timer                 // until players are told that there is none
	told   bool                        // they have been
	leave  *wire.Leave                 // what the last one said as it went, nil for nothing
	group  uint64                      // the last that was taken of any Server, see wire.Group
	next   chan struct{}               // closed when the next Server has come
	calls  map[uint64]chan wire.Answer // that wait for it
	lastID uint64
}

// What players read while their Server is away.
const (
	textAway      = "The game is away for a moment. What you type waits, and is done when it is back."
	textBack      = "The game is back. Type look to see where you are."
	textRestarted = "… Server restarted."
	textFull      = "The game is still away, and %d lines of yours wait for it already: this one was not taken."
)

// awayTime is how long a Server may be away before players are told.
const awayTime = 500 * time.Millisecond

// ErrAway means that no Server is there.
var ErrAway = errors.New("the server is away just now; the portal keeps its connections")

// waitForServer begins to wait for the next Server. The lock is held, or
// nobody else knows the Portal yet.
func (p *Portal) waitForServer() { p.away.alarm = time.AfterFunc(awayTime, p.tellAway) }

// tellAway tells everybody that the Server is away, and has lines that wait
// for room refused: their protocols must go on answering their clients.
func (p *Portal) tellAway() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away.link != nil || p.closing != "" {
		return
	}
	p.away.told = true
	for _, s := range p.sessions {
		s.tell(textAway)
		s.look()
	}
}

// Away reports whether the Server has been away for so long that players were
// told.
func (p *Portal) Away() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away.told
}

// attach gives the Portal a Server, and tells it about all connections.
func (p *Portal) attach(conn Link) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away.alarm.Stop()
	p.endCalls() // of a link whose end is not noticed yet
	var texts []string
	if l := p.away.leave; l != nil && !l.Stop {
		texts = append(texts, textRestarted)
	}
	if p.away.told {
		texts = append(texts, textBack)
	}
	p.away.link, p.away.told, p.away.leave = conn, false, nil
	all := p.all()
	for _, s := range all {
		for _, text := range texts {
			s.tell(text)
		}
		s.introduce()
	}
	p.send(wire.Introduced{})
	for _, s := range all {
		s.repeat()
	}
	close(p.away.next)
	p.away.next = make(chan struct{})
}

// NextServer is closed when the next Server has come.
func (p *Portal) NextServer() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away.next
}

// detach takes the Server away whose link has ended.
func (p *Portal) detach(conn Link) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away.link != conn {
		return
	}
	p.away.link = nil
	p.endCalls()
	p.waitForServer()
}

// endCalls tells who waits for the Server's answer that it does not come. The
// lock is held.
func (p *Portal) endCalls() {
	for id, answer := range p.away.calls {
		close(answer)
		delete(p.away.calls, id)
	}
}

// send gives a message to the Server; without one it is dropped, as the next
// Server is told everything that matters by introduce. The lock is held.
func (p *Portal) send(m wire.Message) {
	if p.away.link != nil {
		_ = p.away.link.Send(m)
	}
}

// Call has the Server answer a request of the admin address.
func (p *Portal) Call(ctx context.Context, method, path, form string) (wire.Answer, error) {
	p.mu.Lock()
	if p.away.link == nil {
		p.mu.Unlock()
		return wire.Answer{}, ErrAway
	}
	p.away.lastID++
	id, answer := p.away.lastID, make(chan wire.Answer, 1)
	p.away.calls[id] = answer
	p.send(wire.Call{ID: id, Method: method, Path: path, Form: form})
	p.mu.Unlock()
	select {
	case a, ok := <-answer:
		if !ok {
			return a, ErrAway
		}
		return a, nil
	case <-ctx.Done():
		p.answered(wire.Answer{ID: id})
		return wire.Answer{}, ctx.Err()
	}
}

// answered hands the Server's answer to who called; nobody may wait any more.
func (p *Portal) answered(a wire.Answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if answer := p.away.calls[a.ID]; answer != nil {
		answer <- a
		delete(p.away.calls, a.ID)
	}
}

// left notes that the Server goes in order.
func (p *Portal) left(l wire.Leave) {
	p.mu.Lock()
	p.away.leave = &l
	p.mu.Unlock()
	if p.Left != nil {
		p.Left(l)
	}
}

// Tell shows a line of the Portal's own to one session, if it is still there.
func (p *Portal) Tell(sessid int64, text string) {
	if s := p.get(sessid); s != nil {
		s.tell(text)
	}
}
