// Package server is the Server's end of its links: it turns the messages of
// Portals into events of the world and the world's output into messages. It
// owns nothing but the links; which session is meant is the engine's to know.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"mud/engine"
	"mud/sessions/link"
	"mud/sessions/server/spool"
	"mud/sessions/wire"
)

// Options are what a Server works with.
type Options struct {
	Build string
	Post  func(engine.Event) // hands an event to the world; must not wait
	// Answer answers a request of a Portal's admin address; it may take its
	// time.
	Answer func(ctx context.Context, c wire.Call) wire.Answer
	Log    *slog.Logger
}

// Server serves Portals. It implements engine.Sink.
type Server struct {
	Options

	mu      sync.Mutex
	portals map[int]*portal // by number
	leaving bool            // no Portal is taken in any more
	spool   *spool.Spool    // nil for a Server that keeps nothing, as it shares its process with the Portal
	last    uint64          // the highest number of a group
	next    map[int]group   // what Keep has made for Deliver, by Portal
	waiting bool            // there is such
	gone    chan struct{}   // one has gone
	answers sync.WaitGroup  // that are on their way
	gather  gather
}

// portal is one link.
type portal struct {
	conn   link.Conn
	hello  wire.Hello
	sweep  *time.Timer // until its sessions are ended, while it is away
	closed bool
	kept   kept
}

// New returns a Server without Portals.
func New(o Options) *Server {
	s := &Server{
		Options: o, portals: map[int]*portal{}, gone: make(chan struct{}, 1), gather: gather{post: o.Post, awaited: map[int]bool{}},
	}
	for n := 1; n <= wire.MaxPortals; n++ { // sessions of an earlier Server wait for their Portals
		s.portals[n] = &portal{closed: true, sweep: s.sweepLater(n)}
	}
	return s
}

// lostTime is how long sessions wait for a Portal that is away.
const lostTime = time.Minute

// sweepLater ends the sessions of a Portal that does not come back.
func (s *Server) sweepLater(number int) *time.Timer {
	return time.AfterFunc(lostTime, func() {
		s.mu.Lock()
		lost := s.portals[number].closed
		if lost {
			s.portals[number].kept = kept{}
		}
		s.mu.Unlock()
		if lost {
			s.Post(engine.Present{First: wire.FirstSessid(number), Last: wire.FirstSessid(number+1) - 1})
		}
	})
}

// Serve serves a Portal until its link ends or ctx does.
func (s *Server) Serve(ctx context.Context, conn link.Conn) error {
	m, err := conn.Recv(ctx)
	if err != nil {
		return fmt.Errorf("waiting for the portal's greeting: %w", err)
	}
	hello, ok := m.(wire.Hello)
	if !ok || hello.Version != wire.Version {
		s.sent(conn.Send(s.hello())) // so that it can tell the same
		return fmt.Errorf("the portal speaks version %d of the link and this server version %d: use the same build for both", hello.Version, wire.Version)
	}
	sent, err := s.attach(conn, hello)
	if errors.Is(err, link.ErrClosed) {
		return nil
	} else if err != nil {
		return err
	}
	defer s.detach(conn, hello.Portal)
	in := introduction{portal: hello.Portal, underway: sent.underway()}
	for {
		m, err := conn.Recv(ctx)
		switch {
		case errors.Is(err, link.ErrClosed), ctx.Err() != nil:
			return nil
		case err != nil:
			return fmt.Errorf("reading from the portal: %w", err)
		}
		switch m := m.(type) {
		case wire.Connect:
			if c := in.connected(m); c != nil {
				s.gather.event(*c)
			}
			continue
		case wire.Introduced:
			s.gather.present(hello.Portal, in.present())
			continue
		case wire.Received:
			s.received(hello.Portal, m.Group)
			continue
		case wire.Call:
			s.answers.Go(func() { s.answer(ctx, conn, m) })
			continue
		case wire.Authenticate:
			s.authenticate(conn, m)
			continue
		}
		if ev := event(m); ev != nil {
			s.gather.event(ev)
		} else {
			s.Log.Warn("the portal sent what the server does not know", "type", fmt.Sprintf("%T", m))
		}
	}
}

func (s *Server) hello() wire.Hello { return wire.Hello{Version: wire.Version, Build: s.Build} }

// attach takes a Portal in, greets it and sends it what it has missed, which it returns. One that comes back
// takes the place of its old link; another of the same number must wait until
// that is closed.
func (s *Server) attach(conn link.Conn, hello wire.Hello) (sent kept, err error) {
	if hello.Portal < 1 || hello.Portal > wire.MaxPortals {
		return sent, fmt.Errorf("a portal has the number %d; [portal] number is from 1 to %d", hello.Portal, wire.MaxPortals)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leaving { // it would tell its players that the game is back
		return sent, link.ErrClosed
	}
	old := s.portals[hello.Portal]
	if !old.closed {
		if old.hello.Run != hello.Run {
			return sent, fmt.Errorf("a second portal with the number %d was not let in: give each its own [portal] number", hello.Portal)
		}
		_ = old.conn.Close() // it is of no use any more
	}
	if old.sweep != nil {
		old.sweep.Stop()
	}
	if err := conn.Send(s.hello()); err != nil {
		return sent, fmt.Errorf("greeting the portal: %w", err)
	}
	p := &portal{conn: conn, hello: hello}
	if old.hello.Run == hello.Run {
		p.kept = old.kept
	}
	s.portals[hello.Portal] = p
	s.resend(p)
	s.Log.Info("portal linked", "number", hello.Portal, "build", hello.Build, "sent again", len(p.kept.groups))
	return kept{groups: slices.Clone(p.kept.groups)}, nil // the world goes on while they are read
}

func (s *Server) detach(conn link.Conn, number int) {
	_ = conn.Close() // so that the Portal comes again if it was our fault
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.portals[number]; p.conn == conn {
		p.closed, p.sweep = true, s.sweepLater(number)
		select {
		case s.gone <- struct{}{}:
		default:
		}
	}
}

func (s *Server) answer(ctx context.Context, conn link.Conn, c wire.Call) {
	a := s.Answer(ctx, c)
	a.ID = c.ID
	s.sent(conn.Send(a))
}

// authenticate has the world judge who wants to come in.
func (s *Server) authenticate(conn link.Conn, m wire.Authenticate) {
	s.Post(engine.Authenticate{
		Address: m.Address, Name: m.Name, Password: m.Password, Key: m.Key,
		Answer: func(account int64, reason string) {
			s.sent(conn.Send(wire.Authenticated{ID: m.ID, Account: account, Reason: reason}))
		},
	})
}

// event is what a message of the Portal means to the world, nil for nothing.
func event(m wire.Message) engine.Event {
	switch m := m.(type) {
	case wire.Ready:
		return engine.Ready{Sessid: m.Sessid}
	case wire.Input:
		return engine.Input{Sessid: m.Sessid, Seq: m.Seq, Text: m.Text}
	case wire.OOBInput:
		return engine.OOB{Sessid: m.Sessid, Seq: m.Seq, Name: m.Name, Data: m.Data}
	case wire.SetFlags:
		return engine.FlagsChanged{Sessid: m.Sessid, Flags: m.Flags}
	case wire.Disconnect:
		return engine.Disconnected{Sessid: m.Sessid, Reason: m.Reason}
	}
	return nil
}

func (s *Server) sent(err error) {
	if err != nil && !errors.Is(err, link.ErrClosed) {
		s.Log.Error("sending to the portal", "error", err)
	}
}

// Tell tells all Portals that the Server is about to go.
func (s *Server) Tell(l wire.Leave) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.portals {
		if !p.closed {
			s.sent(p.conn.Send(l))
		}
	}
}

// Alone waits until no Portal is linked, or ctx ends.
func (s *Server) Alone(ctx context.Context) {
	for ctx.Err() == nil && s.linked() > 0 {
		select {
		case <-s.gone:
		case <-ctx.Done():
		}
	}
}

func (s *Server) linked() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.portals {
		if !p.closed {
			n++
		}
	}
	return n
}

// Leave tells all Portals that the Server goes, and ends their links.
func (s *Server) Leave(l wire.Leave) {
	s.finishAnswers()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leaving = true
	for number, p := range s.portals {
		if p.closed {
			p.sweep.Stop()
			continue
		}
		l := l
		if wire.PortalOf(max(1, l.Asker)) != number {
			l.Asker = 0
		}
		s.sent(p.conn.Send(l))
		_ = p.conn.Close()
	}
}

// answerTime is how long answers may take that a Server which goes still owes.
const answerTime = time.Second

// finishAnswers waits until what Portals asked has been answered, such as
// whether the Server will go.
func (s *Server) finishAnswers() {
	done := make(chan struct{})
	go func() {
		s.answers.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(answerTime):
	}
}
