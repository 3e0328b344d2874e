package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/object"
	"mud/engine/session"
)

// crowd is a stage with some accounts, and connections that come and go.
type crowd struct {
	t     *rapid.T
	stage *stage.Stage
	rules session.Rules
	here  []*stage.Actor
}

var owners = []string{"Ann", "Bob", "Cyd"}

// TestSessionsInAnyOrder makes random sequences of what players do with their
// sessions, in each mode, and checks after each that the rules hold, and that
// nothing is left when all have gone.
func TestSessionsInAnyOrder(t *testing.T) {
	for mode := range session.Modes {
		t.Run(fmt.Sprintf("mode %d", mode), func(t *testing.T) {
			s := open(t, stage.Options{Mode: mode})
			populate(t, s)
			rapid.Check(t, func(rt *rapid.T) {
				c := &crowd{t: rt, stage: s, rules: session.Modes[mode]}
				c.empty() // of what a failed check left
				rt.Repeat(map[string]func(*rapid.T){
					"connect": c.connect, "log in": c.logIn, "play": c.play, "leave the character": c.types("ooc"),
					"quit": c.types("quit"), "quit all": c.types("quit/all"), "hang up": c.hangUp, "talk": c.talk,
					"walk": c.types("north"), "ask": c.types("password"), "reload": c.reload, "answer": c.answer,
					"tell the account": c.tellAccount, "": c.check,
				})
				c.allGone()
			})
		})
	}
}

// populate makes the accounts, two characters each.
func populate(t *testing.T, s *stage.Stage) {
	t.Helper()
	for _, name := range owners {
		a := join(t, s, name)
		for _, n := range []string{"one", "two"} {
			a.Type("charcreate " + name + n)
		}
		a.HangUp()
	}
}

func (c *crowd) pick(t *rapid.T) *stage.Actor {
	if len(c.here) == 0 {
		t.Skip("nobody is here")
	}
	return rapid.SampledFrom(c.here).Draw(t, "actor")
}

func (c *crowd) connect(t *rapid.T) {
	if len(c.here) >= 8 {
		t.Skip("the house is full")
	}
	c.here = append(c.here, c.stage.Connect())
}

func (c *crowd) logIn(t *rapid.T) {
	a, name := c.pick(t), rapid.SampledFrom(owners).Draw(t, "account")
	if a.Session() == nil {
		return
	}
	err := c.stage.Do(func(e *engine.Engine) error { return e.Sessions.Login(a.Session(), e.World.AccountNamed(name)) })
	if err != nil {
		t.Fatal(err)
	}
}

func (c *crowd) play(t *rapid.T) {
	a := c.pick(t)
	a.Type("ic " + rapid.SampledFrom(owners).Draw(t, "owner") + rapid.SampledFrom([]string{"", "one", "two"}).Draw(t, "which"))
}

func (c *crowd) types(line string) func(t *rapid.T) {
	return func(t *rapid.T) { c.pick(t).Type(line) }
}

func (c *crowd) hangUp(t *rapid.T) { c.pick(t).HangUp() }

func (c *crowd) reload(t *rapid.T) {
	if rapid.IntRange(0, 3).Draw(t, "not now") > 0 {
		t.Skip("a reload takes longer than all else")
	}
	if _, err := c.stage.Reload(); err != nil {
		t.Fatal(err)
	}
}

// talk has somebody say something: only who plays somebody in the same room
// may hear it.
func (c *crowd) talk(t *rapid.T) {
	a := c.pick(t)
	c.quiet()
	s := a.Session()
	if s == nil || s.Puppet() == nil {
		return
	}
	room := s.Puppet().Location()
	said := strings.Contains(a.Type("say qwerty"), `You say, "qwerty"`) // it may be the answer to a question
	for _, other := range c.here {
		heard := strings.Contains(other.Read(), `says, "qwerty"`)
		o := other.Session()
		may := o != nil && o.Puppet() != nil && o.Puppet().Location() == room && o.Puppet() != s.Puppet()
		if heard != (may && said) && other != a {
			t.Fatalf("session %d heard it: %v, may: %v", other.Sessid, heard, may)
		}
	}
}

// answer has somebody run a command that answers: only those hear it whom the
// mode's rule names.
func (c *crowd) answer(t *rapid.T) {
	a := c.pick(t)
	c.quiet()
	s := a.Session()
	if s == nil {
		return
	}
	account := s.Account()
	ran := strings.Contains(a.Type("try 'qwerty'"), `-> "qwerty"`) // or it was the answer to a question
	for _, other := range c.here {
		if other == a {
			continue
		}
		o := other.Session()
		may := ran && c.rules.ReplyToAll && o != nil && o.Account() == account
		if heard := strings.Contains(other.Read(), `-> "qwerty"`); heard != may {
			t.Fatalf("session %d heard an answer of session %d: %v, may: %v", other.Sessid, a.Sessid, heard, may)
		}
	}
}

// tellAccount says something to an account: all its sessions hear it, and no
// other one does.
func (c *crowd) tellAccount(t *rapid.T) {
	name := rapid.SampledFrom(owners).Draw(t, "account")
	c.quiet()
	err := c.stage.Do(func(e *engine.Engine) error {
		for _, s := range e.Sessions.Of(e.World.AccountNamed(name)) {
			e.Sessions.Tell(s, "asdfgh")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range c.here {
		s := a.Session()
		may := s != nil && s.LoggedIn() && s.Account().Key() == name
		if heard := strings.Contains(a.Read(), "asdfgh"); heard != may {
			t.Fatalf("session %d heard it: %v, may: %v", a.Sessid, heard, may)
		}
	}
}

// quiet has everybody read what was said up to now.
func (c *crowd) quiet() {
	for _, a := range c.here {
		a.Read()
	}
}

// check holds what is always true.
func (c *crowd) check(t *rapid.T) {
	c.here = slices.DeleteFunc(c.here, func(a *stage.Actor) bool { return a.Session() == nil })
	if faults := c.stage.Engine.Faults(); len(faults) > 0 {
		t.Fatalf("a script failed: %v", faults)
	}
	h := c.stage.Engine.Sessions
	if n := len(h.All(true)); n != len(c.here) {
		t.Fatalf("%d sessions are listed, %d are here", n, len(c.here))
	}
	for _, a := range c.here {
		c.checkSession(t, a.Session())
	}
	for _, acc := range c.stage.Engine.World.All(object.Account) {
		var played []*object.Object
		for _, s := range h.ByAccount(acc) {
			if p := s.Puppet(); p != nil && !slices.Contains(played, p) {
				played = append(played, p)
			}
		}
		if len(played) > c.rules.MaxPuppets {
			t.Fatalf("%s plays %d characters in mode %d", acc.Key(), len(played), c.rules.Mode)
		}
	}
	for _, o := range c.stage.Engine.World.All(object.Thing) {
		players := h.ByPuppet(o)
		if (o.PlayedBy() != nil) != (len(players) > 0) {
			t.Fatalf("%s is played by %v and has %d sessions", o.Key(), o.PlayedBy(), len(players))
		}
		if len(players) > 1 && !c.rules.Share {
			t.Fatalf("%s has %d sessions in mode %d", o.Key(), len(players), c.rules.Mode)
		}
	}
}

func (c *crowd) checkSession(t *rapid.T, s *session.Session) {
	var sets []string
	for _, e := range s.Stack() {
		sets = append(sets, e.Key)
	}
	want := []string{"core.unloggedin"}
	if s.LoggedIn() {
		want = []string{"core.session"}
	}
	if !slices.Equal(sets, want) {
		t.Fatalf("%s has the command sets %v", s, sets)
	}
	h := c.stage.Engine.Sessions
	if h.Get(s.Sessid()) != s || s.Gone() {
		t.Fatalf("%s is not on the list", s)
	}
	if acc := s.Account(); acc != nil {
		if c.rules.OneSession && len(h.ByAccount(acc)) > 1 {
			t.Fatalf("%s has %d sessions in mode %d", acc.Key(), len(h.ByAccount(acc)), c.rules.Mode)
		}
		if !slices.Contains(h.ByAccount(acc), s) {
			t.Fatalf("%s is not among its account's sessions", s)
		}
	}
	if p := s.Puppet(); p != nil && (p.PlayedBy() != s.Account() || !slices.Contains(h.ByPuppet(p), s) || p.Location() == nil) {
		t.Fatalf("%s plays %s, which is played by %v, in %v", s, p.Key(), p.PlayedBy(), p.Location())
	}
}

func (c *crowd) empty() {
	for _, s := range c.stage.Engine.Sessions.All(true) {
		c.stage.Engine.Post(engine.Disconnected{Sessid: s.Sessid()})
	}
	c.stage.Engine.Drain()
}

// allGone ends what is left and holds that nothing stays behind.
func (c *crowd) allGone() {
	for _, a := range c.here {
		a.HangUp()
	}
	c.here = nil
	c.check(c.t)
	for _, acc := range c.stage.Engine.World.All(object.Account) {
		for _, character := range acc.Characters() {
			if character.Location() != nil {
				c.t.Fatalf("%s still stands in %s", character.Key(), character.Location().Key())
			}
		}
	}
	for _, line := range strings.Split(dump(c.stage.Engine), "\n") {
		for _, left := range []string{"asks{", "busy{", "masked{", "Sessions.all{", "Sessions.of{"} {
			if strings.HasPrefix(line, left) {
				c.t.Fatalf("left behind: %s", line)
			}
		}
	}
}
