package engine

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/store"
	"mud/engine/suspect"
	"mud/engine/value"
)

// A session outlives its Server: the Portal keeps its Saved, and the store has
// its Lasting and the number of its last line, as both must never be behind
// what that line did. A new Server puts them together again.

// stored is what the store has of a session.
type stored struct {
	ran     uint64
	lasting *session.Lasting // nil for none
}

// MetaSession begins the names under which the store has sessions.
const MetaSession = "session/"

func sessionMeta(sessid int64) string { return MetaSession + strconv.FormatInt(sessid, 10) }

// loadSessions reads what an earlier Server stored of its sessions.
func (e *Engine) loadSessions(lines []store.Line) error {
	e.stored = map[int64]stored{}
	for _, l := range lines {
		e.stored[l.Sessid] = stored{ran: l.Seq}
	}
	for _, key := range e.World.MetaKeys(MetaSession) {
		sessid, err := strconv.ParseInt(strings.TrimPrefix(key, MetaSession), 10, 64)
		if err != nil {
			return fmt.Errorf("the stored session %q has no number: %w", key, err)
		}
		x := e.stored[sessid]
		if err := json.Unmarshal(e.World.Meta(key), &x.lasting); err != nil {
			return fmt.Errorf("reading the stored session %d: %w", sessid, err)
		}
		e.stored[sessid] = x
	}
	return nil
}

// StoredSessions are the sessids of an earlier Server's sessions that have not
// come back, in no order. It is for before Run.
func (e *Engine) StoredSessions() []int64 { return slices.Collect(maps.Keys(e.stored)) }

// saveSessions stores and sends what is new of the sessions that the running
// step touched.
func (e *Engine) saveSessions() {
	for _, s := range e.Sessions.Touched() {
		if e.Sessions.Get(s.Sessid()) != s {
			continue
		}
		_, busy := e.busy[s]
		saved, lasting, changed := s.Save(busy || e.asks[s] != nil)
		if lasting {
			e.World.SetMeta(sessionMeta(s.Sessid()), encode(saved.Lasting))
		}
		if changed {
			e.Box.For(s.Sessid()).State = encode(saved)
		}
	}
}

func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // numbers, texts and times only
	}
	return data
}

// Connected tells the world about a connection: a new one, one whose link was
// cut, or one that an earlier Server knew.
type Connected struct {
	Sessid            int64
	Address, Protocol string
	Flags             map[string]any
	Since             time.Time
	State             []byte // what a Server sent last, nil for a new connection
	Account           int64  // that the protocol has authenticated, 0 for none
	Again             bool   // a Server was told of this connection before
	Ran               uint64 // the last line whose answer an earlier Server said and the Portal has yet to take
}

// Run makes the session, or finds it again.
func (c Connected) Run(e *Engine) error {
	s := e.Sessions.Get(c.Sessid)
	if s != nil {
		e.Sessions.SetFlags(s, c.Flags)
		e.Sessions.Hook(s, "at_sync")
		return nil
	}
	s = e.Sessions.Connect(c.Sessid, c.Address, c.Protocol, c.Flags, c.Since)
	e.current.session = s
	old, ok := e.stored[c.Sessid]
	switch {
	case c.Again && (ok || c.State != nil):
		return e.restore(s, old, c)
	case ok: // of a session that had this number where the world was before, as in a restored backup
		delete(e.stored, c.Sessid)
		e.forgetStored(c.Sessid)
	}
	e.Sessions.Hook(s, "at_connect")
	e.Sessions.Hook(s, "at_sync")
	if c.Account != 0 {
		e.Follow(arrived{s, value.Ref(c.Account)})
	}
	return nil
}

// restore makes of a new session what an earlier Server knew of it. What the
// store has counts if it is newer than what the Portal kept.
func (e *Engine) restore(s *session.Session, old stored, c Connected) error {
	var saved session.Saved
	if c.State != nil {
		if err := json.Unmarshal(c.State, &saved); err != nil {
			e.Log.Error("what the portal kept of a session cannot be read", "session", s.Sessid(), "error", err)
		}
	}
	if l := old.lasting; l != nil && (c.State == nil || l.Rev > saved.Rev) {
		saved.Lasting, saved.Greeted = *l, true
	}
	e.After(func() { delete(e.stored, s.Sessid()) })
	s.SetRan(old.ran)
	s.SetRan(c.Ran)
	if old.ran > c.Ran {
		e.lost[s] = old.ran
	}
	if err := e.Sessions.Restore(s, saved); err != nil {
		return err
	}
	if s.LoggedIn() {
		e.Sessions.TellLogin(s)
	}
	if saved.Asked {
		e.Box.Add(s.Sessid(), outbox.Part{Kind: outbox.Mask, On: false})
		e.Sessions.Tell(s, textInterrupted)
	}
	e.Sessions.Hook(s, "at_sync")
	return nil
}

// Fallback makes the session a new one when it cannot be restored.
func (c Connected) Fallback(e *Engine) {
	if e.Sessions.Get(c.Sessid) == nil {
		s := e.Sessions.Connect(c.Sessid, c.Address, c.Protocol, c.Flags, c.Since)
		s.SetRan(e.stored[c.Sessid].ran)
		s.SetRan(c.Ran)
		delete(e.stored, c.Sessid)
		e.Sessions.Tell(s, textForgotten)
	}
}

// What players are told about what a new Server cannot know.
const (
	textInterrupted = "What you were doing was interrupted: please give that command again."
	textLostAnswer  = "Your last command was done, but its answer was lost."
	textSetAside    = "That line of yours has stopped the game twice, and is not tried again. Those who look after this world have been told."
	textForgotten   = "The game has lost track of you: please log in again."
)

// ranAlready is called for a line that has been run. Its answer is on its way to
// the Portal, unless the Server before could not keep it.
func (e *Engine) ranAlready(s *session.Session, seq uint64) {
	if seq == e.lost[s] {
		e.Sessions.Tell(s, textLostAnswer)
	}
}

// setAside passes over a line that has killed two Servers.
func (e *Engine) setAside(s *session.Session, l suspect.Line) bool {
	if e.Suspects == nil || !e.Suspects.Guilty(l) {
		return false
	}
	e.Log.Error("a line that has killed the server twice is set aside", "who", s.String(), "number", l.Seq)
	e.Sessions.Tell(s, textSetAside)
	return true
}

// Ready says that the client's abilities are known: the connection screen is
// shown, by the system command __loginstart, unless it has been.
type Ready struct{ Sessid int64 }

// Run shows the first screen, unless the client has logged in already.
func (r Ready) Run(e *Engine) error {
	s := e.Sessions.Get(r.Sessid)
	if s == nil || s.LoggedIn() || s.Greeted() {
		return nil
	}
	e.current.session = s
	s.Greet()
	return e.system(s, "__loginstart", nil)
}

// Present tells which connections the Portal has whose sessids are from First
// to Last: all of its other sessions are over.
type Present struct {
	First, Last int64
	Sessids     []int64 // ascending
}

// Run ends the others, each in a step of its own, and forgets what the store
// has of those that did not come back.
func (p Present) Run(e *Engine) error {
	gone := func(sessid int64) bool {
		_, here := slices.BinarySearch(p.Sessids, sessid)
		return !here && sessid >= p.First && sessid <= p.Last
	}
	for _, s := range e.Sessions.All(true) {
		if gone(s.Sessid()) {
			e.Follow(Disconnected{Sessid: s.Sessid(), Reason: "the connection ended while the link was down"})
		}
	}
	for _, sessid := range slices.Sorted(maps.Keys(e.stored)) {
		if gone(sessid) {
			delete(e.stored, sessid)
			e.forgetStored(sessid)
		}
	}
	return nil
}

type lineKey int64

// forgetStored removes what the store has of a session.
func (e *Engine) forgetStored(sessid int64) {
	if e.World.Meta(sessionMeta(sessid)) != nil {
		e.World.SetMeta(sessionMeta(sessid), nil)
	}
	e.Journal.Save(lineKey(sessid), func() store.Change { return store.DeleteLine{Sessid: sessid} })
}
