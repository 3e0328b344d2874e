// Package portal holds the connections: it numbers them, bounds what they may
// do, hands their lines to the Server and the Server's output to them. There
// is no game in it. Protocols (telnet, websocket) plug in by protocol.go.
//
// Each connection has a reading goroutine of its protocol's; one goroutine
// (Run) takes messages from the Server. They meet in the table of sessions,
// which has a lock.
package portal

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"mud/sessions/wire"
)

// Options bound a Portal; a limit of 0 is the default in brackets.
type Options struct {
	DataDir          string  // where the highest sessid is kept; "" for nowhere
	Number           int     // which Portal of its Server it is [1]
	MaxSessions      int     // connections at once [10000]
	MaxSessionsPerIP int     // connections at once of one address [64]
	CommandRate      float64 // lines a second of one session, twice that at once [80]
	ConnectionRate   float64 // new connections a second of one address, twice that at once [20]
	Build            string
	Log              *slog.Logger
	// Left, if not nil, is called when the Server goes in order.
	Left func(wire.Leave)
}

// Portal is the half that holds connections.
type Portal struct {
	Options
	ids     *ids
	run     string // of this process, see wire.Hello
	started time.Time

	questions questions
	mu        sync.Mutex
	away      away
	sessions  map[int64]*session
	byIP      map[string]int // sessions, and who is expected, by Network
	expected  int
	rates     map[string]*rate.Limiter // by Network
	closing   string                   // why nobody is let in any more, "" for open
	empty     chan struct{}
}

// New returns a Portal that takes connections; Run gives it a Server.
func New(o Options) (*Portal, error) {
	o.MaxSessions = orDefault(o.MaxSessions, 10_000)
	o.MaxSessionsPerIP = orDefault(o.MaxSessionsPerIP, 64)
	o.CommandRate = orDefault(o.CommandRate, 80)
	o.ConnectionRate = orDefault(o.ConnectionRate, 20)
	o.Number = orDefault(o.Number, 1)
	ids, err := openIDs(o.DataDir, o.Number)
	if err != nil {
		return nil, err
	}
	p := &Portal{
		Options: o, ids: ids, run: rand.Text(), started: time.Now(), sessions: map[int64]*session{}, byIP: map[string]int{},
		rates: map[string]*rate.Limiter{},
	}
	p.away.calls, p.away.next = map[uint64]chan wire.Answer{}, make(chan struct{})
	p.waitForServer()
	return p, nil
}

func orDefault[T int | float64](v, def T) T {
	if v <= 0 {
		return def
	}
	return v
}

// Connect makes the session of a new connection; see Acceptor.
func (p *Portal) Connect(c Client, address, protocol string, flags wire.Flags) (Session, error) {
	return p.ConnectAs(c, address, protocol, flags, 0)
}

// ConnectAs is Connect for an account that Authenticate has told; see
// Authenticator.
func (p *Portal) ConnectAs(c Client, address, protocol string, flags wire.Flags, account int64) (Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.admit(address); err != nil {
		return nil, err
	}
	id, err := p.ids.next()
	if err != nil {
		p.Log.Error("no number for a new connection", "error", err)
		return nil, errors.New("The server cannot take connections just now. Please try again later.")
	}
	s := newSession(p, id, c, address, protocol, flags)
	s.account = account
	p.sessions[id] = s
	p.byIP[Network(address)]++
	s.introduce()
	if p.away.told {
		s.tell(textAway)
	}
	s.patience = time.AfterFunc(negotiationTime, s.Ready)
	return s, nil
}

// negotiationTime is how long the first screen waits for a client to tell what
// it can.
const negotiationTime = 500 * time.Millisecond

// maxExpected bounds the connections that are no sessions yet.
const maxExpected = 1000

// Expect takes a place for a connection that has no session yet, as it begins
// TLS or is asked who it is. leave gives the place back, to its session or to
// others, and may be called twice.
func (p *Portal) Expect(address string) (leave func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.expected >= maxExpected {
		return nil, errors.New("Too many connections are on their way just now. Please try again in a moment.")
	}
	if err := p.hasRoom(address); err != nil {
		return nil, err
	}
	p.expected++
	p.byIP[Network(address)]++
	return sync.OnceFunc(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.expected--
		p.leaves(address)
	}), nil
}

// hasRoom reports whether an address may have one connection more.
func (p *Portal) hasRoom(address string) error {
	switch {
	case p.closing != "":
		return errors.New(p.closing)
	case len(p.sessions)+p.expected >= p.MaxSessions:
		return fmt.Errorf("This game is full: it takes at most %d connections at once. Please try again later.", p.MaxSessions)
	case p.byIP[Network(address)] >= p.MaxSessionsPerIP:
		return fmt.Errorf("There are %d connections from your address already, and more are not taken.", p.byIP[Network(address)])
	}
	return nil
}

// leaves counts one connection of an address less. The lock is held.
func (p *Portal) leaves(address string) {
	from := Network(address)
	if p.byIP[from]--; p.byIP[from] <= 0 {
		delete(p.byIP, from)
	}
}

// admit judges a new connection; the error is for the player.
func (p *Portal) admit(address string) error {
	if err := p.hasRoom(address); err != nil {
		return err
	}
	if len(p.rates) > 10_000 {
		clear(p.rates) // forgetting is kinder than growing
	}
	from := Network(address)
	r := p.rates[from]
	if r == nil {
		r = rate.NewLimiter(rate.Limit(p.ConnectionRate), max(1, int(2*p.ConnectionRate)))
		p.rates[from] = r
	}
	if !r.Allow() {
		return errors.New("Too many new connections from your address. Please wait a moment and try again.")
	}
	return nil
}

// remove takes a session out; it reports whether it was there.
func (p *Portal) remove(s *session) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sessions[s.id] != s {
		return false
	}
	delete(p.sessions, s.id)
	p.leaves(s.address)
	if len(p.sessions) == 0 && p.empty != nil {
		close(p.empty)
		p.empty = nil
	}
	return true
}

func (p *Portal) get(id int64) *session {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sessions[id]
}

// Unanswered is how many lines of players the Server has not run yet.
func (p *Portal) Unanswered() (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.sessions {
		n += s.unanswered()
	}
	return n
}

// all is all sessions, the oldest first. The lock is held.
func (p *Portal) all() []*session {
	return slices.SortedFunc(maps.Values(p.sessions), func(a, b *session) int { return cmp.Compare(a.id, b.id) })
}

// Count is the number of connections.
func (p *Portal) Count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.sessions)
}

// Shutdown lets nobody in any more, closes all connections with the reason,
// and waits until they have ended or ctx has.
func (p *Portal) Shutdown(ctx context.Context, reason string) {
	p.mu.Lock()
	p.closing = "The server is shutting down."
	empty := make(chan struct{})
	all := p.all()
	if len(all) == 0 {
		close(empty)
	} else {
		p.empty = empty
	}
	p.mu.Unlock()
	for _, s := range all {
		s.client.Close(reason)
	}
	select {
	case <-empty:
	case <-ctx.Done():
	}
}
