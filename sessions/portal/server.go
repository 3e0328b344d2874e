package portal

import (
	"context"
	"errors"
	"fmt"
	"io"

	"mud/sessions/wire"
)

// Run serves a Server until its link ends or ctx does. A later Run with
// another link tells the new Server about all connections and repeats the
// lines that were not answered.
func (p *Portal) Run(ctx context.Context, conn Link) error {
	if err := conn.Send(wire.Hello{Version: wire.Version, Build: p.Build, Portal: p.Number, Run: p.run, Received: p.lastGroup()}); err != nil {
		return fmt.Errorf("greeting the server: %w", err)
	}
	m, err := conn.Recv(ctx)
	if err != nil {
		return fmt.Errorf("waiting for the server's greeting: %w", err)
	}
	if hello, ok := m.(wire.Hello); !ok || hello.Version != wire.Version {
		return fmt.Errorf("the server speaks version %d of the link and this portal version %d: use the same build for both", hello.Version, wire.Version)
	}
	p.attach(conn)
	defer p.detach(conn)
	var g arriving
	for {
		m, err := conn.Recv(ctx)
		switch {
		case errors.Is(err, io.EOF), ctx.Err() != nil:
			return nil
		case err != nil:
			return fmt.Errorf("reading from the server: %w", err)
		}
		p.take(&g, m)
	}
}

// arriving is a group of messages as far as it has come.
type arriving struct {
	wire.Group
	messages []wire.Message
}

// take acts on a message, and on one of a group when that is whole: a group
// whose link ends before its last message is sent again.
func (p *Portal) take(g *arriving, m wire.Message) {
	if head, ok := m.(wire.Group); ok {
		g.Group = head
		return
	}
	if g.Messages == 0 {
		p.dispatch(m)
		return
	}
	if g.messages = append(g.messages, m); len(g.messages) < g.Messages {
		return
	}
	for _, m := range g.messages {
		p.dispatch(m)
	}
	p.received(g.Group)
	clear(g.messages)
	g.Group, g.messages = wire.Group{}, g.messages[:0]
}

// received notes a group that was taken.
func (p *Portal) received(g wire.Group) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away.group = g.Number
	if g.Answer {
		p.send(wire.Received{Group: g.Number})
	}
}

// lastGroup is the group that was taken last.
func (p *Portal) lastGroup() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away.group
}

// dispatch gives a message of the Server to its session. One for a session
// that has ended goes nowhere: numbers are never used twice.
func (p *Portal) dispatch(m wire.Message) {
	switch m := m.(type) {
	case wire.Output:
		if s := p.get(m.Sessid); s != nil {
			s.output(m)
		}
	case wire.SetFlags:
		if s := p.get(m.Sessid); s != nil {
			s.merge(m.Flags)
		}
	case wire.LoggedIn:
		if s := p.get(m.Sessid); s != nil {
			s.loggedIn(m)
		}
	case wire.Authenticated:
		p.questions.answer(m)
	case wire.State:
		if s := p.get(m.Sessid); s != nil {
			s.keep(m.Blob)
		}
	case wire.Close:
		if s := p.get(m.Sessid); s != nil && p.remove(s) {
			s.end()
			s.client.Close(m.Reason)
		}
	case wire.Leave:
		p.left(m)
	case wire.Answer:
		p.answered(m)
	default:
		p.Log.Warn("the server sent what the portal does not know", "type", fmt.Sprintf("%T", m))
	}
}
