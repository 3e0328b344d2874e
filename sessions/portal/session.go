package portal

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"mud/sessions/wire"
)

// The bounds of what a session may have unanswered. A client that is faster
// waits: its lines stay in its own network buffers, and none is lost.
const (
	maxUnanswered      = 256      // lines and out-of-band messages
	maxUnansweredBytes = 64 << 10 // of their text
)

// errOver is returned to a protocol whose session has ended.
var errOver = errors.New("the session is over")

// session is one connection.
type session struct {
	portal   *Portal
	id       int64
	client   Client
	address  string
	protocol string
	since    time.Time
	limiter  *rate.Limiter
	changes  *rate.Limiter // of flags
	patience *time.Timer
	over     context.Context
	end      context.CancelFunc

	mu      sync.Mutex
	flags   wire.Flags
	blob    []byte
	known   bool // a Server was told of it
	ready   bool
	seq     uint64
	pending []numbered    // not acknowledged, in order
	bytes   int           // of their texts
	listed  modules       // what SUPPORTS lists
	hello   bool          // the client has told its name
	login   wire.LoggedIn // whose session it is, zero for nobody's
	account int64         // that the protocol has authenticated
	room    chan struct{}
}

// numbered is a line or an out-of-band message until it has been run.
type numbered struct {
	seq     uint64
	bytes   int // of its text
	message wire.Message
}

// noFlags are those of all sessions whose clients have said nothing yet; merge
// makes others and changes none.
var noFlags = wire.DefaultFlags()

func newSession(p *Portal, id int64, c Client, address, protocol string, flags wire.Flags) *session {
	s := &session{
		portal: p, id: id, client: c, address: address, protocol: protocol, since: time.Now(),
		limiter: rate.NewLimiter(rate.Limit(p.CommandRate), max(1, int(2*p.CommandRate))),
		changes: rate.NewLimiter(flagRate, flagBurst),
		flags:   noFlags, room: make(chan struct{}, 1),
	}
	if len(flags) > 0 {
		s.flags = noFlags.Clone()
		maps.Copy(s.flags, flags)
	}
	s.over, s.end = context.WithCancel(context.Background())
	return s
}

// introduce tells a Server about the session, from the start: what it needs to
// find it again. The Portal's lock is held.
func (s *session) introduce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.portal.send(wire.Connect{
		Sessid: s.id, Address: s.address, Protocol: s.protocol, Flags: s.flags.Clone(), Time: s.since, Blob: s.blob, Account: s.account,
		Again: s.known,
	})
	s.known = s.known || s.portal.away.link != nil
	if s.ready {
		s.portal.send(wire.Ready{Sessid: s.id})
	}
}

// repeat tells a Server what was not answered. By then it knows all
// sessions: a line may speak to each of them. The Portal's lock is held.
func (s *session) repeat() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, in := range s.pending {
		s.portal.send(in.message)
	}
}

// toServer sends a message. A protocol reports from one goroutine, so the
// messages of a session keep their order.
func (s *session) toServer(m wire.Message) {
	s.portal.mu.Lock()
	conn := s.portal.away.link
	s.portal.mu.Unlock()
	if conn != nil {
		_ = conn.Send(m) // when the link is down, introduce repeats it
	}
}

// ID is the sessid.
func (s *session) ID() int64 { return s.id }

// Line hands in one line; see Session.
func (s *session) Line(text string) error {
	s.Ready() // who types waits for nothing: the first screen comes before the first answer
	if err := s.limiter.Wait(s.over); err != nil {
		return errOver
	}
	waiting, err := s.submit(len(text), func(seq uint64) wire.Message { return wire.Input{Sessid: s.id, Seq: seq, Text: text} })
	if waiting > 0 {
		s.tell(fmt.Sprintf(textFull, waiting))
	}
	return err
}

// submit gives a message the session's next number and sends it, as soon as
// there is room. While the Server is away it does not wait, as that would keep
// the protocol from answering its client: then the message is not taken, and
// submit returns how many wait already.
func (s *session) submit(bytes int, message func(seq uint64) wire.Message) (waiting int, err error) {
	for {
		s.mu.Lock()
		if len(s.pending) < maxUnanswered && s.bytes < maxUnansweredBytes {
			break
		}
		waiting := len(s.pending)
		s.mu.Unlock()
		if s.portal.Away() {
			return waiting, s.overErr()
		}
		select {
		case <-s.room:
		case <-s.over.Done():
			return 0, errOver
		}
	}
	s.seq++
	in := numbered{s.seq, bytes, message(s.seq)}
	s.pending = append(s.pending, in)
	s.bytes += bytes
	s.mu.Unlock()
	s.toServer(in.message)
	return 0, s.overErr()
}

func (s *session) overErr() error {
	if s.over.Err() != nil {
		return errOver
	}
	return nil
}

// output gives what a step said to the client, and forgets the lines and
// messages that it acknowledges.
func (s *session) output(m wire.Output) {
	if m.Ack > 0 {
		s.mu.Lock()
		n := 0
		for n < len(s.pending) && s.pending[n].seq <= m.Ack {
			s.bytes -= s.pending[n].bytes
			n++
		}
		s.pending = slices.Delete(s.pending, 0, n)
		s.mu.Unlock()
		s.look()
	}
	if parts := s.wanted(m.Parts); len(parts) > 0 {
		s.client.Send(parts)
	}
}

// look has a waiting Line look again whether it may go on.
func (s *session) look() {
	select {
	case s.room <- struct{}{}:
	default:
	}
}

// tell shows the client a line of the Portal's own.
func (s *session) tell(text string) { s.client.Send([]wire.Part{{Kind: wire.Text, Text: text}}) }

// The rate of changes of a client's abilities, each of which is the Server's
// business too: a window that is drawn larger sends some, and a client that
// sends more is closed.
const (
	flagRate  = 20 // a second
	flagBurst = 1000
)

// SetFlags reports abilities of the client; only real changes are passed on.
func (s *session) SetFlags(changes wire.Flags) {
	s.mu.Lock()
	news := s.news(changes)
	s.mu.Unlock()
	if len(news) == 0 {
		return
	}
	if !s.changes.Allow() {
		s.client.Close("Your client changes what it can do too often.")
		return
	}
	if changed := s.merge(changes); len(changed) > 0 {
		s.toServer(wire.SetFlags{Sessid: s.id, Flags: changed})
	}
}

// news are the flags that differ from those that the session has. The lock is
// held.
func (s *session) news(changes wire.Flags) wire.Flags {
	changed := wire.Flags{}
	for name, v := range changes {
		if old, ok := s.flags[name]; !ok || old != v {
			changed[name] = v
		}
	}
	return changed
}

// merge takes flags over and tells the client the whole set; it returns those
// that are new.
func (s *session) merge(changes wire.Flags) wire.Flags {
	s.mu.Lock()
	changed := s.news(changes)
	flags := s.flags.Clone()
	maps.Copy(flags, changed)
	s.flags = flags
	if _, ok := changed[supportsFlag]; ok {
		s.listed = parseModules(flags.String(supportsFlag))
	}
	s.mu.Unlock()
	if len(changed) > 0 {
		s.client.FlagsChanged(flags)
	}
	return changed
}

// Flags returns a copy of the session's flags.
func (s *session) Flags() wire.Flags {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flags.Clone()
}

// unanswered is how many of the session's lines were not run yet.
func (s *session) unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.pending)
}

func (s *session) keep(blob []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blob = blob
}

// Ready lets the first screen be shown, once.
func (s *session) Ready() {
	s.mu.Lock()
	was := s.ready
	s.ready = true
	s.mu.Unlock()
	if !was && s.over.Err() == nil {
		s.toServer(wire.Ready{Sessid: s.id})
	}
}

// Gone reports that the connection is closed.
func (s *session) Gone(reason string) {
	s.end()
	s.patience.Stop()
	if s.portal.remove(s) {
		s.toServer(wire.Disconnect{Sessid: s.id, Reason: reason})
	}
}
