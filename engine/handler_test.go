package engine_test

import (
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// TestSession holds that a session has every property of the model, in Lua
// under the names of design.md section 10 (spec group 1).
func TestSession(t *testing.T) {
	s := open(t, stage.Options{Mode: 3})
	ann := join(t, s, "Ann")
	s.Advance(time.Minute)
	for code, want := range map[string]string{
		"session.sessid": "1", "session.address": `"192.0.2.1"`, "session.protocol": `"stage"`, "session.logged_in": "true",
		"session.account == account": "true", "session.puppet": "nil", "session.protocol_flags.SCREENWIDTH[0]": "78",
		"session.protocol_flags.ENCODING": `"utf-8"`, "(function() session.db.x = 5; return session.ndb.x end)()": "5",
		"session.cmdset:all()[1]": `"core.session"`, "mud.time.now() - session.conn_time": "60", "session.cmd_last == mud.time.now()": "true",
		"mud.sessions:get(1) == session": "true", "session.width": "78", "session.height": "45", "session.screenreader": "false",
	} {
		sees(t, ann.Type("try "+code), "-> "+want)
	}
	ann.Type("try (function() session.puppet = me end)()")
	if faults := s.Engine.Faults(); len(faults) != 1 || !strings.Contains(faults[0].Error, `the field "puppet" of a session cannot be set`) {
		t.Errorf("the faults are %v", faults)
	}
}

// The idle keep-alive is input, but no command and nothing to see (spec 1.9,
// 2.9). A login sets the time of connection anew.
func TestCounters(t *testing.T) {
	s := open(t, stage.Options{})
	a := s.Connect()
	a.Type("look")
	s.Advance(time.Minute)
	join(t, s, "Ann").HangUp()
	logIn(t, s, a, "Ann")
	if since := a.Session().Since(); !since.Equal(s.Clock.Now()) {
		t.Errorf("it is connected since %v", since)
	}
	a.Type("say hello")
	visible, total := a.Session().LastVisible(), a.Session().Total()
	s.Advance(time.Minute)
	a.Read()
	if text := a.Type(" IDLE "); text != "" {
		t.Errorf("idle said %q", text)
	}
	ses := a.Session()
	if !ses.Last().Equal(s.Clock.Now()) || !ses.LastVisible().Equal(visible) || ses.Total() != total || total != 2 {
		t.Errorf("after idle: last %v, last visible %v, total %d", ses.Last(), ses.LastVisible(), ses.Total())
	}
}

// TestHandlers holds mud.sessions, account.sessions and obj.sessions (spec
// group 8): what Lua asks is what Go has.
func TestHandlers(t *testing.T) {
	s := open(t, stage.Options{Mode: 3})
	ann := join(t, s, "Ann")
	ann.Type("charcreate Rowan")
	ann.Type("ic rowan")
	join(t, s, "Bob")
	laptop, stranger := join(t, s, "Ann"), s.Connect() // 3 and 4
	laptop.Type("ic rowan")
	for code, want := range map[string]string{
		"#mud.sessions:all()": "3", "#mud.sessions:all(true)": "4", "mud.sessions:count()": "3", "mud.sessions:count(true)": "4",
		"mud.sessions:get(3).account.key": `"Ann"`, "mud.sessions:get(99)": "nil", "#mud.sessions:get({ 1, 4, 99 })": "2",
		"#mud.sessions:by_account(account)": "2", "#mud.sessions:by_puppet(me)": "2", "mud.sessions:by_puppet(me)[2].sessid": "3",
		"#mud.sessions:accounts()": "2", "mud.sessions:accounts()[2].key": `"Bob"`,
		"account.sessions:count()": "2", "account.sessions:all()[2].sessid": "3", "account.sessions:get(3).sessid": "3",
		"account.sessions:get(2)": "nil", "#account.sessions:get()": "2", "#me.sessions:get()": "2", "me.sessions:get(1) == session": "true",
		"me.sessions:count()": "2", "here.sessions:count()": "0",
	} {
		sees(t, ann.Type("try "+code), "-> "+want)
	}
	ann.Type(`try mud.sessions:announce_all("to all {n}", { n = "|rof you" })`)
	for name, a := range map[string]*stage.Actor{"laptop": laptop, "stranger": stranger} {
		if text := a.Read(); !strings.Contains(text, "to all |rof you") {
			t.Errorf("%s heard %q", name, text)
		}
	}
	sees(t, ann.Type(`try mud.sessions:disconnect(mud.sessions:get(4), "Not you.")`), "-> ")
	sees(t, stranger.Read(), "Not you.")
	sees(t, ann.Type(`try mud.sessions:disconnect_duplicates(session)`), "-> 1")
	sees(t, laptop.Read(), "Logged in from elsewhere. Disconnecting.")
	if !stranger.Closed || !laptop.Closed || ann.Closed {
		t.Errorf("closed: stranger %v, laptop %v, ann %v", stranger.Closed, laptop.Closed, ann.Closed)
	}
	s.Advance(59 * time.Minute)
	sees(t, ann.Type("try mud.sessions:validate()"), "-> 0")
	sees(t, ann.Type(`try mud.sessions:disconnect_all("All out.")`), "All out.")
	if n := len(s.Engine.Sessions.All(true)); n != 0 {
		t.Errorf("%d sessions are left", n)
	}
}

// An idle session is ended by the sweep once, with one text, and is closed in
// the same step (row 25 of the users' pains).
func TestIdleIsToldOnce(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	s.Advance(2 * time.Hour)
	if text := ann.Read(); strings.Count(text, "Idle timeout exceeded, disconnecting.") != 1 || !ann.Closed || ann.Session() != nil {
		t.Errorf("closed %v, session %v, it saw:\n%s", ann.Closed, ann.Session(), text)
	}
}

// What is said to a session that has ended, and what a command says that waits
// when its session ends, goes to nobody and is no error (spec 4.6).
func TestNobodyHearsAfterTheEnd(t *testing.T) {
	s := open(t, stage.Options{Mode: 1})
	ann := join(t, s, "Ann")
	laptop := join(t, s, "Ann")
	ann.Type("try (function() account.ndb.old = nil; me.db.old = session.sessid end)()")
	sees(t, laptop.Type("try (function() mud.sessions:disconnect(mud.sessions:get(1)); return session.gone end)()"), "-> false")
	if err := s.Do(func(e *engine.Engine) error { e.Sessions.Tell(laptop.Session(), "still there"); return nil }); err != nil {
		t.Fatal(err)
	}
	sees(t, laptop.Read(), "still there")
	ann.Read()
	laptop.Type("try me:msg('to all')")
	if text := ann.Read(); text != "" {
		t.Errorf("the ended session heard %q", text)
	}
	if faults := s.Engine.Faults(); len(faults) > 0 {
		t.Errorf("it is a fault: %v", faults)
	}
}
