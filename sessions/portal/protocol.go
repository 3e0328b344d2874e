package portal

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime/debug"

	"mud/sessions/wire"
)

// Link carries messages between the Portal and one Server. Recv's error is
// io.EOF when the link has been closed.
type Link interface {
	Send(m wire.Message) error
	Recv(ctx context.Context) (wire.Message, error)
}

// Client is one connection as a protocol (telnet, websocket, ssh) makes it.
// The Portal calls it from its own goroutine, and Send also from within the
// connection's own call of Session.OOB. It never waits in it: a Client queues what it is given, writes it on a goroutine of its own, and
// closes itself when its queue is over the limit (promise P6).
type Client interface {
	// Send queues the output of one step; it is rendered for this client's
	// abilities and written in one piece.
	Send(parts []wire.Part)
	// FlagsChanged tells the client the whole set of its session's flags after
	// the Server or the client itself changed some. The map must not be kept.
	FlagsChanged(flags wire.Flags)
	// Close writes what is queued, then reason (if any), and ends the
	// connection. It returns at once.
	Close(reason string)
}

// Session is one connection as the Portal gives it to its protocol. Its
// methods are called by the protocol's reading goroutine.
type Session interface {
	// ID is the sessid.
	ID() int64
	// Line hands in one line that the client typed, as valid UTF-8 without its
	// line end. It waits when the client is faster than the command rate or
	// has too many lines unanswered: then the protocol stops reading and the
	// client's own network buffers fill. An error means that the session is over.
	Line(text string) error
	// OOB hands in out-of-band data: a name such as "Core.Hello" and any JSON
	// value, nil for none. It waits as Line does. What is malformed or too big
	// is dropped, which is no error.
	OOB(name string, data json.RawMessage) error
	// SetFlags reports abilities that the client negotiated or told. A client
	// that changes its mind too often is closed.
	SetFlags(changes wire.Flags)
	// Flags returns a copy of the session's flags.
	Flags() wire.Flags
	// LoggedIn reports whether the session is an account's: strangers may do less.
	LoggedIn() bool
	// Ready says that nothing more is to be negotiated before the first
	// screen. Without it the Portal goes on by itself after 0.5 s.
	Ready()
	// Gone reports that the connection is closed. It may be called twice.
	Gone(reason string)
}

// Recover is deferred by each goroutine of a connection: where that panics, it
// ends the connection by end and its session, and no other notices.
func Recover(log *slog.Logger, s Session, end func()) {
	if p := recover(); p != nil {
		log.Error("a connection failed", "session", s.ID(), "panic", p, "stack", string(debug.Stack()))
		s.Gone("an error of the server")
		end()
	}
}

// Protocol is a way to come in, with a listener or another source of
// connections of its own.
type Protocol interface {
	// Serve takes connections and gives each to acc, until ctx ends. An error
	// ends the Portal.
	Serve(ctx context.Context, acc Acceptor) error
}

// Authenticator is the Portal as protocols see it that know who comes before
// there is a session, as ssh does.
type Authenticator interface {
	// Authenticate asks the Server whether a password or a public key is that
	// of an account. The error is for the player.
	Authenticate(ctx context.Context, q wire.Authenticate) (account int64, err error)
	// ConnectAs is Connect for the account that Authenticate has told: the
	// session arrives logged in.
	ConnectAs(c Client, address, protocol string, flags wire.Flags, account int64) (Session, error)
}

// Acceptor is the Portal as protocols see it.
type Acceptor interface {
	// Connect makes the session of a new connection. It fails with an error
	// whose text is meant for the player when a limit is reached.
	Connect(c Client, address, protocol string, flags wire.Flags) (Session, error)
}
