package server

import (
	"slices"

	"mud/engine/outbox"
	"mud/sessions/wire"
)

// kinds are the kinds of output on the wire.
var kinds = map[outbox.Kind]wire.Kind{
	outbox.Text: wire.Text, outbox.Prompt: wire.Prompt, outbox.Mask: wire.Mask, outbox.OOB: wire.OOB,
}

// Deliver sends the output of committed steps to the Portals; see engine.Sink.
func (s *Server) Deliver(group uint64, outs []outbox.Out) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case group != 0: // Keep has made it
		s.pass(outs)
		s.deliver(s.next)
		s.next, s.waiting = nil, false
	case s.spool == nil, s.waiting: // nothing is kept, or it overtakes a group: no order can be said of it
		s.sendAll(outs)
	default:
		s.last++
		s.pass(outs)
		s.deliver(s.groups(s.last, outs))
	}
}

func (s *Server) sendAll(outs []outbox.Out) {
	for _, o := range outs {
		if p := s.portals[wire.PortalOf(o.Sessid)]; p != nil && !p.closed {
			for _, m := range messages(nil, o) {
				s.sent(p.conn.Send(m))
			}
		}
	}
}

// pass sends what is not to be kept, ahead of the group that it belongs to.
func (s *Server) pass(outs []outbox.Out) {
	for _, o := range outs {
		if slices.ContainsFunc(o.Parts, passes) {
			s.sendAll([]outbox.Out{{Sessid: o.Sessid, Parts: only(o.Parts, true)}})
		}
	}
}

func passes(p outbox.Part) bool { return p.Passing }

// only is those of a step's parts that pass, or the others.
func only(all []outbox.Part, passing bool) []outbox.Part {
	return slices.DeleteFunc(slices.Clone(all), func(p outbox.Part) bool { return p.Passing != passing })
}

// messages appends what a step does to a session: what it is now before the
// acknowledgement of the line that made it so, flags before the texts whose
// looks they may change, and the end last.
func messages(to []wire.Message, o outbox.Out) []wire.Message {
	if o.State != nil {
		to = append(to, wire.State{Sessid: o.Sessid, Blob: o.State})
	}
	if len(o.Flags) > 0 {
		to = append(to, wire.SetFlags{Sessid: o.Sessid, Flags: o.Flags})
	}
	if o.Login != nil {
		to = append(to, wire.LoggedIn{Sessid: o.Sessid, Account: o.Login.Account, Name: o.Login.Name})
	}
	if len(o.Parts) > 0 || o.Ack > 0 {
		to = append(to, wire.Output{Sessid: o.Sessid, Ack: o.Ack, Parts: parts(o.Parts)})
	}
	if o.Close {
		to = append(to, wire.Close{Sessid: o.Sessid, Reason: o.Reason})
	}
	return to
}

func parts(in []outbox.Part) []wire.Part {
	out := make([]wire.Part, len(in))
	for i, p := range in {
		out[i] = wire.Part{
			Kind: kinds[p.Kind], Text: p.Text, Raw: p.Raw, NoColor: p.NoColor, Linear: p.Linear,
			Type: p.Type, On: p.On, Name: p.Name, Data: p.Data,
		}
	}
	return out
}
