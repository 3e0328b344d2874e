// Package session is the Server's face of connections: who is logged in, what
// they play, which session gets which text. It is owned by the game goroutine;
// every change is recorded in the journal, so that a failing command leaves no
// half-done login behind. Sockets and protocols are the Portal's.
package session

import (
	"fmt"
	"time"

	"mud/engine/access"
	"mud/engine/journal"
	"mud/engine/object"
	"mud/engine/value"
)

// Session is one established connection. Its fields are read through methods
// and changed through those of Handler.
type Session struct {
	handler  *Handler
	sessid   int64
	address  string
	protocol string
	flags    map[string]any
	chosen   map[string]any // those flags that the player chose
	account  *object.Object
	puppet   *object.Object
	stack    []object.StackEntry
	mark     uint64
	ndb      *value.Table
	since    time.Time // of the connection; of the login once logged in
	last     time.Time // last input of any kind
	visible  time.Time // last input that was no keep-alive
	total    int       // commands run
	gone     bool
	greeted  bool
	ran      uint64 // number of the last line that was run
	saved    Saved  // as it was last told to the Portal
}

// Sessid is the session's number, from 1, never used twice.
func (s *Session) Sessid() int64 { return s.sessid }

// Address is the client's IP address.
func (s *Session) Address() string { return s.address }

// Protocol is how the client is connected: "telnet", "websocket", …
func (s *Session) Protocol() string { return s.protocol }

// Flag returns one protocol flag, nil if it is not set.
func (s *Session) Flag(name string) any { return s.flags[name] }

// Flags are the protocol flags. The map must not be changed.
func (s *Session) Flags() map[string]any { return s.flags }

// Chosen are the protocol flags that the player chose, now or before. The map
// must not be changed.
func (s *Session) Chosen() map[string]any { return s.chosen }

// LoggedIn reports whether the session has an account.
func (s *Session) LoggedIn() bool { return s.account != nil }

// Account is whose session it is, nil before login.
func (s *Session) Account() *object.Object { return s.account }

// Puppet is what the session plays, nil out of character.
func (s *Session) Puppet() *object.Object { return s.puppet }

// Gone reports whether the session has ended.
func (s *Session) Gone() bool { return s.gone }

// Since is when the client connected, or logged in.
func (s *Session) Since() time.Time { return s.since }

// Last is when the last input of any kind came.
func (s *Session) Last() time.Time { return s.last }

// LastVisible is when the last input came that was not the idle keep-alive.
func (s *Session) LastVisible() time.Time { return s.visible }

// Total is the number of commands run.
func (s *Session) Total() int { return s.total }

// Stack is the session's own stack of command sets, the bottom first.
func (s *Session) Stack() []object.StackEntry { return s.stack }

// StackMark changes whenever the session's own commands may have changed.
func (s *Session) StackMark() uint64 { return s.mark }

// NDB is the session's own store, gone with the session.
func (s *Session) NDB() *value.Table {
	if s.ndb == nil {
		s.ndb = value.NewTable()
	}
	return s.ndb
}

// Who is the session as one who asks for access: judged by what this session
// plays, whatever other sessions of the account do.
func (s *Session) Who() access.Who {
	return access.Who{Body: s.puppet, Account: s.account}
}

// Self is the puppet, else the account, else nil.
func (s *Session) Self() *object.Object {
	if s.puppet != nil {
		return s.puppet
	}
	return s.account
}

// Width is the client's width in columns, 78 when it is not known.
func (s *Session) Width() int {
	n, _ := s.flags["SCREENWIDTH"].(int)
	return n
}

// String names the session in logs.
func (s *Session) String() string {
	if s.account == nil {
		return fmt.Sprintf("session %d (%s)", s.sessid, s.address)
	}
	return fmt.Sprintf("session %d (%s, %s)", s.sessid, s.address, s.account.Key())
}

// LogAttrs are the session and its account in a line of the log.
func (s *Session) LogAttrs() []any {
	attrs := []any{"session", s.sessid}
	if s.account != nil {
		attrs = append(attrs, "account", s.account.Key())
	}
	return attrs
}

func (s *Session) journal() *journal.Journal { return s.handler.journal }

// SetStack replaces the session's own stack of command sets.
func (s *Session) SetStack(stack []object.StackEntry) {
	journal.Set(s.journal(), &s.stack, stack)
	s.touch()
}

// touch tells that the session's commands may have changed, now and once more
// if the step is undone.
func (s *Session) touch() {
	s.handler.note(s)
	raise := func() {
		s.handler.marks++
		s.mark = s.handler.marks
	}
	raise()
	s.journal().Undo(raise)
}

// Typed counts one line of input at the given time. Keep-alives are input, but
// no command.
func (s *Session) Typed(now time.Time, keepalive bool) {
	s.handler.note(s)
	s.last = now
	if !keepalive {
		s.visible = now
		s.total++
	}
}
