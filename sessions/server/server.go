// Package server is the Server's end of the link: it turns the Portal's
// messages into events of the world and the world's output into messages. It
// owns nothing; which session is meant is the engine's to know.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"mud/engine"
	"mud/engine/outbox"
	"mud/sessions/link"
	"mud/sessions/wire"
)

// Server is one end of a link. It implements engine.Sink.
type Server struct {
	conn link.Conn
	log  *slog.Logger
}

// New returns the Server's end of conn.
func New(conn link.Conn, log *slog.Logger) *Server { return &Server{conn, log} }

// Run greets the Portal and posts what it tells, until the link ends or ctx
// does. post must not wait.
func (s *Server) Run(ctx context.Context, build string, post func(engine.Event)) error {
	if err := s.conn.Send(wire.Hello{Version: wire.Version, Build: build}); err != nil {
		return fmt.Errorf("greeting the portal: %w", err)
	}
	m, err := s.conn.Recv(ctx)
	if err != nil {
		return fmt.Errorf("waiting for the portal's greeting: %w", err)
	}
	if hello, ok := m.(wire.Hello); !ok || hello.Version != wire.Version {
		return fmt.Errorf("the portal speaks version %d of the link and this server version %d: use the same build for both", hello.Version, wire.Version)
	}
	for {
		m, err := s.conn.Recv(ctx)
		switch {
		case errors.Is(err, link.ErrClosed), ctx.Err() != nil:
			return nil
		case err != nil:
			return fmt.Errorf("reading from the portal: %w", err)
		}
		if ev := event(m); ev != nil {
			post(ev)
		} else {
			s.log.Warn("the portal sent what the server does not know", "type", fmt.Sprintf("%T", m))
		}
	}
}

// event is what a message of the Portal means to the world, nil for nothing.
func event(m wire.Message) engine.Event {
	switch m := m.(type) {
	case wire.Connect:
		return engine.Connected{Sessid: m.Sessid, Address: m.Address, Protocol: m.Protocol, Flags: m.Flags, Since: m.Time}
	case wire.Ready:
		return engine.Ready{Sessid: m.Sessid}
	case wire.Input:
		return engine.Input{Sessid: m.Sessid, Seq: m.Seq, Text: m.Text}
	case wire.OOBInput:
		return engine.OOB{Sessid: m.Sessid, Name: m.Name, Data: m.Data}
	case wire.SetFlags:
		return engine.FlagsChanged{Sessid: m.Sessid, Flags: m.Flags}
	case wire.Disconnect:
		return engine.Disconnected{Sessid: m.Sessid, Reason: m.Reason}
	}
	return nil
}

// kinds are the kinds of output on the wire.
var kinds = map[outbox.Kind]wire.Kind{
	outbox.Text: wire.Text, outbox.Prompt: wire.Prompt, outbox.Mask: wire.Mask, outbox.OOB: wire.OOB,
}

// Deliver sends the output of committed steps: flags first, as they may change
// how the texts look, then whose session it is, and the end last.
func (s *Server) Deliver(outs []outbox.Out) {
	for _, o := range outs {
		if len(o.Flags) > 0 {
			s.send(wire.SetFlags{Sessid: o.Sessid, Flags: o.Flags})
		}
		if o.Login != nil {
			s.send(wire.LoggedIn{Sessid: o.Sessid, Account: o.Login.Account, Name: o.Login.Name})
		}
		if len(o.Parts) > 0 || o.Ack > 0 {
			s.send(wire.Output{Sessid: o.Sessid, Ack: o.Ack, Parts: parts(o.Parts)})
		}
		if o.Close {
			s.send(wire.Close{Sessid: o.Sessid, Reason: o.Reason})
		}
	}
}

func (s *Server) send(m wire.Message) {
	if err := s.conn.Send(m); err != nil && !errors.Is(err, link.ErrClosed) {
		s.log.Error("sending to the portal", "error", err)
	}
}

func parts(in []outbox.Part) []wire.Part {
	out := make([]wire.Part, len(in))
	for i, p := range in {
		out[i] = wire.Part{
			Kind: kinds[p.Kind], Text: p.Text, Raw: p.Raw, NoColor: p.NoColor,
			Type: p.Type, On: p.On, Name: p.Name, Data: p.Data,
		}
	}
	return out
}
