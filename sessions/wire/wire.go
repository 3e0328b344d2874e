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
const Version = 1

// Message is one message of the link. The list is closed: only the types in
// this package implement it.
type Message interface{ wireMessage() }

// Hello is the first message in each direction on a new link.
type Hello struct {
	Version int    // must equal the receiver's Version
	Build   string // the sender's build, for the log only
}

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
}

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

// OOBInput is out-of-band data that the client sent. It has no number and is
// not repeated: what a later Server must know of it is in Flags.
type OOBInput struct {
	Sessid int64
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

// Output is everything that one step of the Server says to one session, in
// order. The Portal writes it to the client in one piece.
type Output struct {
	Sessid int64
	Ack    uint64 // the highest Input.Seq that has been run, 0 for "unchanged"
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

func (Hello) wireMessage()      {}
func (Connect) wireMessage()    {}
func (Ready) wireMessage()      {}
func (Input) wireMessage()      {}
func (OOBInput) wireMessage()   {}
func (SetFlags) wireMessage()   {}
func (Disconnect) wireMessage() {}
func (LoggedIn) wireMessage()   {}
func (Output) wireMessage()     {}
func (Close) wireMessage()      {}
func (State) wireMessage()      {}
