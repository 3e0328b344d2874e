// Package wire is the closed list of messages between the two halves of mud,
// the Portal (sockets, protocols) and the Server (the game).
//
// It owns no state and runs on no goroutine of its own: it is the vocabulary
// that sessions/link carries, and the only package that both halves share.
// Each field of a session has one owner; a message carries it from its owner
// to the other half and never back.
package wire

import (
	"encoding/json"
	"time"
)

// Version is the number of this vocabulary. Both halves say it in Hello and a
// half that hears another number refuses the link (see Hello).
const Version = 2

// Message is one message of the link. The list is closed: only the types in
// this package implement it.
type Message interface{ wireMessage() }

// Hello is the first message in each direction on a new link. Version stays
// its first field for ever, so that halves of different versions can tell.
type Hello struct {
	Version  int    // must equal the receiver's Version
	Build    string // the sender's build, for the log only
	Portal   int    // of a Portal: which one it is, 1 to MaxPortals, see FirstSessid
	Run      string // of a Portal: drawn at its start, to tell one that comes back from another of the same number
	Received uint64 // of a Portal: the last Group that it took, of any Server
}

// MaxPortals is how many Portals one Server can have.
const MaxPortals = 16

// sessidSpace is how many sessids a Portal has for its life.
const sessidSpace = 1_000_000_000_000

// FirstSessid is the lowest sessid of a Portal. Each Portal counts its own, so
// that it can give a number out while no Server is there: the first from 1, the
// second from 1,000,000,000,001, and so on.
func FirstSessid(portal int) int64 { return int64(portal-1)*sessidSpace + 1 }

// PortalOf is the Portal that a sessid belongs to.
func PortalOf(sessid int64) int { return int((sessid-1)/sessidSpace) + 1 }

// Connect tells the Server about a connection. The Portal sends it when a
// client has arrived and again, with Blob and Acked set, when a new Server
// takes over connections that were there before it.
type Connect struct {
	Sessid   int64     // from 1, never used twice in the life of a data folder
	Address  string    // the client's IP address, without port
	Protocol string    // "telnet", "telnet/ssl", "ssh", "websocket"
	Flags    Flags     // what the client can do, see Flags
	Time     time.Time // when the connection was accepted
	Blob     []byte    // the last State.Blob for this session, nil for a new one
	Account  int64     // the account that the protocol has checked by Authenticate, 0 for none yet
	Again    bool      // a Server was told of this connection before
}

// Introduced ends what a Portal tells on a new link about the connections that
// it has: the sessions that it did not name are over.
type Introduced struct{}

// Ready tells the Server that the client's abilities are known (or that the
// 0.5 s for them are over), so that the first screen can be shown.
type Ready struct{ Sessid int64 }

// Input is one line that the client typed, without its line end. Seq counts
// from 1 in each session; the Server acknowledges it in Output.Ack, and the
// Portal repeats what was not acknowledged to a new Server (promise P1).
type Input struct {
	Sessid int64
	Seq    uint64
	Text   string // valid UTF-8, no control characters but tab
}

// OOBInput is out-of-band data that the client sent. It is numbered,
// acknowledged and repeated as an Input is, and in one sequence with those.
type OOBInput struct {
	Sessid int64
	Seq    uint64
	Name   string          // "Core.Supports.Set": a letter, then letters, digits, "_" and "."
	Data   json.RawMessage // one valid JSON value, nested 16 deep at most; nil for none
}

// SetFlags changes protocol flags of a session; only the named ones change.
// The Portal sends it when the client negotiated something, the Server when a
// player set an option.
type SetFlags struct {
	Sessid int64
	Flags  Flags
}

// Disconnect tells the Server that the client has gone.
type Disconnect struct {
	Sessid int64
	Reason string // for the log, such as "connection closed"
}

// LoggedIn tells whose session it is now. The Portal bounds strangers more
// tightly, and tells who asks how many play.
type LoggedIn struct {
	Sessid  int64
	Account int64  // the account's id
	Name    string // the account's name
}

// Authenticate asks about a login of a protocol that checks who comes before
// there is a session, as ssh does. One of Password and Key is set.
type Authenticate struct {
	ID       uint64 // of the question, for the answer
	Address  string // the client's
	Name     string // the account's
	Password string
	Key      string // a public key: "ssh-ed25519 AAAA…"
}

// Authenticated answers Authenticate.
type Authenticated struct {
	ID      uint64
	Account int64  // 0 for no
	Reason  string // why not, for the player
}

// Group begins what a group of steps says to one Portal: the messages that
// follow, as many as Messages. A Portal takes them whole; when the link ends
// before the last one it has taken none. A Portal that comes to a new link
// says which one it took last, and is sent those after it.
type Group struct {
	Number   uint64 // they grow, from one Server to the next too
	Messages int
	Answer   bool // the Portal is to say Received
}

// Received tells the Server that a group, and with it all before it, has been
// taken. A Server that has many of them on their way asks for it.
type Received struct{ Group uint64 }

// Output is everything that one step of the Server says to one session, in
// order. The Portal writes it to the client in one piece.
type Output struct {
	Sessid int64
	Ack    uint64 // the highest Seq that has been run, of Input and OOBInput; 0 for "unchanged"
	Parts  []Part // may be empty: then it is only an acknowledgement
}

// Close ends a connection. Reason, if any, is shown to the player first.
type Close struct {
	Sessid int64
	Reason string
}

// State hands the Portal a blob of the Server's fields of a session whenever
// they change. The Portal keeps the last one and never looks into it.
type State struct {
	Sessid int64
	Blob   []byte
}

// Leave is the last that a Server says before it goes in order.
type Leave struct {
	Stop   bool   // the Portal is to stop as well; else a new Server will come
	Reason string // with Stop: shown to everybody
	Asker  int64  // the session that asked for it and is told how it went, 0 for none
}

// Call hands the Server a request that came to the Portal's admin address.
type Call struct {
	ID     uint64 // of this Call, for its Answer
	Method string // "GET" or "POST"
	Path   string // such as "/status"
	Form   string // as in a URL
}

// Answer is the Server's to a Call.
type Answer struct {
	ID     uint64
	Status int // of HTTP
	Type   string
	Body   []byte
}

func (Hello) wireMessage()         {}
func (Introduced) wireMessage()    {}
func (Leave) wireMessage()         {}
func (Call) wireMessage()          {}
func (Answer) wireMessage()        {}
func (Connect) wireMessage()       {}
func (Ready) wireMessage()         {}
func (Input) wireMessage()         {}
func (OOBInput) wireMessage()      {}
func (SetFlags) wireMessage()      {}
func (Disconnect) wireMessage()    {}
func (LoggedIn) wireMessage()      {}
func (Authenticate) wireMessage()  {}
func (Authenticated) wireMessage() {}
func (Group) wireMessage()         {}
func (Received) wireMessage()      {}
func (Output) wireMessage()        {}
func (Close) wireMessage()         {}
func (State) wireMessage()         {}
