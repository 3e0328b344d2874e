package server

import (
	"fmt"
	"slices"

	"mud/engine/outbox"
	"mud/sessions/link"
	"mud/sessions/server/spool"
	"mud/sessions/wire"
)

// What is said to a Portal is kept until it has said that it has it: in memory,
// for a link that is cut, and what belongs to a stored step on disk too, for a
// Server that is killed (docs/why/kept-output.md).

// KeepIn has the Server keep what it says, and go on with what the Server
// before it had said: records that count. It is called before anything else.
func (s *Server) KeepIn(sp *spool.Spool, records []spool.Record) error {
	s.spool, s.last = sp, sp.Last()
	for _, r := range records {
		for _, part := range r.Parts {
			p := s.portals[part.Portal]
			if p == nil {
				continue
			}
			if p.hello.Run != part.Run { // a Portal that has gone
				p.hello.Run, p.kept = part.Run, kept{}
			}
			groups, err := split(part.Frames)
			if err != nil {
				return fmt.Errorf("reading what the server before had said (to lose it, delete the spool): %w", err)
			}
			for _, g := range groups {
				p.kept.add(g)
			}
			p.kept.noted = r.Number
		}
	}
	return nil
}

// Keep writes what a group of steps says to the spool, and with it what was
// said before and has not arrived: a new Server that finds a line run can know
// so that its answer is on its way, and those of the lines before it. It
// implements engine.Sink.
func (s *Server) Keep(outs []outbox.Out) (group uint64, err error) {
	if s.spool == nil || len(outs) == 0 {
		return 0, nil
	}
	s.mu.Lock()
	s.last++
	s.next, s.waiting = s.groups(s.last, outs), true
	record, free := s.record(s.last)
	s.mu.Unlock()
	err = s.spool.Append(record, free)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.next, s.waiting = nil, false
		return 0, err
	}
	for _, p := range s.portals {
		p.kept.noted = record.Number
	}
	return record.Number, nil
}

// record is what the spool is to have before the group is stored, and up to
// which number it has what nobody needs. The lock is held.
func (s *Server) record(number uint64) (r spool.Record, free uint64) {
	r.Number, free = number, number-1
	for n, p := range s.portals {
		frames := s.next[n].frames
		if before := p.kept.unnoted(); len(before) > 0 {
			frames = append(before, frames...)
		}
		if len(frames) > 0 {
			r.Parts = append(r.Parts, spool.Part{Portal: n, Run: p.hello.Run, Frames: frames})
		}
		if oldest, ok := p.kept.oldest(); ok {
			free = min(free, oldest-1)
		}
	}
	return r, free
}

// groups makes of what steps say a group for each Portal that is spoken to.
// The lock is held.
func (s *Server) groups(number uint64, outs []outbox.Out) map[int]group {
	said := map[int][]wire.Message{}
	for _, o := range outs {
		n := wire.PortalOf(o.Sessid)
		if slices.ContainsFunc(o.Parts, passes) {
			o.Parts = only(o.Parts, false)
		}
		said[n] = messages(said[n], o)
	}
	all := make(map[int]group, len(said))
	for n, messages := range said {
		if p := s.portals[n]; p != nil && len(messages) > 0 {
			all[n] = s.group(wire.Group{Number: number, Messages: len(messages), Answer: p.kept.full()}, messages)
		}
	}
	return all
}

func (s *Server) group(head wire.Group, messages []wire.Message) group {
	frames, _ := link.AppendFrame(nil, head) // numbers only
	for _, m := range messages {
		var err error
		if frames, err = link.AppendFrame(frames, m); err != nil {
			s.Log.Error("what cannot be sent to the portal is left out", "error", err)
			frames, _ = link.AppendFrame(frames, wire.Output{}) // in its place, to nobody
		}
	}
	return group{head.Number, frames}
}

// deliver sends groups, and keeps them. The lock is held.
func (s *Server) deliver(groups map[int]group) {
	for n, g := range groups {
		p := s.portals[n]
		if lost := p.kept.add(g); lost > 0 && !p.closed {
			s.Log.Debug("a portal is far behind", "number", n, "groups", lost)
		} else if lost > 0 {
			s.Log.Error("too much waits for a portal that is away: its players lose the oldest texts", "number", n, "groups", lost)
		}
		if !p.closed {
			s.sent(p.conn.SendFrames(g.frames))
		}
	}
}

// textLost is told to sessions some of whose texts could not be kept.
const textLost = "The game's connection was cut for too long, and some of what happened was not shown to you."

// resend sends a Portal that has come what it has not received. The lock is
// held.
func (s *Server) resend(p *portal) {
	s.last = max(s.last, p.hello.Received) // it may have had more from a Server that died
	p.kept.received(p.hello.Received)
	for _, g := range p.kept.groups {
		s.sent(p.conn.SendFrames(g.frames))
	}
	for sessid := range p.kept.lost {
		s.sent(p.conn.Send(wire.Output{Sessid: sessid, Parts: []wire.Part{{Text: textLost}}}))
	}
	p.kept.lost = nil
}

// received is called when a Portal has taken a group.
func (s *Server) received(number int, group uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.portals[number].kept.received(group)
}
