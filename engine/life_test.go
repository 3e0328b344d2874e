package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
)

func TestClaim(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	code := s.Engine.ClaimCode()
	if code == "" {
		t.Fatal("a new world has no code")
	}
	sees(t, ann.Type("@claim wrong"), "That is not the code")
	sees(t, ann.Type("@claim "+code), "You are the superuser now.")
	sees(t, bob.Type("@claim "+code), "That is not the code")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	if s.Engine.ClaimCode() != "" || s.Engine.Superusers() != 1 {
		t.Errorf("after a restart the code is %q and there are %d superusers", s.Engine.ClaimCode(), s.Engine.Superusers())
	}
}

// Characters that stand in the world when the server is killed are taken out
// of it after the start, where no session has come back to them; what no
// account owns stays.
func TestLeftCharactersLeave(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	join(t, s, "Bob")
	ann.Type("try mud.create.object { key = 'statue', typeclass = 'core.character', location = here }")
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	ann = join(t, s, "Ann")
	sees(t, ann.Type("look"), "Bob", "statue")
	s.Advance(20 * time.Second)
	ann.Read()
	if text := ann.Type("look"); strings.Contains(text, "Bob") || !strings.Contains(text, "statue") {
		t.Errorf("she sees\n%s", text)
	}
	if bob := join(t, s, "Bob"); bob.Session().Puppet().Location() == nil {
		t.Error("Bob does not come back")
	}
}

// A hook of a session class that never ends costs one command, and everything
// works after it.
func TestEndlessSessionClass(t *testing.T) {
	scripts := bed(t, map[string]string{"typeclasses/endless.lua": `local mud = require("mud")
local Session = mud.typeclass { key = "endless" }
function Session:at_data_in(text) while true do end end
return Session`})
	s := open(t, stage.Options{Scripts: scripts, SessionClass: "bed.endless", CallTime: 50 * time.Millisecond})
	ann := join(t, s, "Ann")
	ann.Type("say one")
	sees(t, ann.Type("say two"), `You say, "two"`)
	if n := len(s.Engine.Faults()); n == 0 || n > 2 {
		t.Errorf("%d faults: %v", n, s.Engine.Faults())
	}
}

// The world is set up once in the life of a data folder.
func TestInitialSetupRunsOnce(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, map[string]string{
		"hooks/at_initial_setup.lua": `local mud = require("mud")
return mud.hook { run = function() mud.create.object { key = "cornerstone" } end }`,
		"hooks/at_server_start.lua": `local mud = require("mud")
return mud.hook { run = function() local c = mud.find("cornerstone"); c.db.starts = (c.db.starts or 0) + 1 end }`,
	})})
	for range 2 {
		if err := s.Restart(); err != nil {
			t.Fatal(err)
		}
	}
	ann := join(t, s, "Ann")
	sees(t, ann.Type(`try #mud.find_all { key = "cornerstone" }`), "-> 1")
	sees(t, ann.Type(`try mud.find("cornerstone").db.starts`), "-> 3")
}

// Sessions, ndb and puppets stay over a reload; typeclasses that are gone do
// no harm.
func TestReload(t *testing.T) {
	scripts := bed(t, map[string]string{
		"hooks/at_reload.lua": `local mud = require("mud")
return mud.hook { run = function() mud.sessions:announce_all("reloaded") end }`,
	})
	s := open(t, stage.Options{Scripts: scripts})
	ann := join(t, s, "Ann")
	ann.Type("try (function() me.ndb.a = { 1, me } ; session.ndb.b = 2 end)()")
	ann.Type(`try mud.create.object { key = "thing", typeclass = "bed.odd", location = here }`)
	report, err := s.Reload()
	if err != nil {
		t.Fatal(err)
	}
	sees(t, report, "Generation 2", "nothing has changed")
	sees(t, ann.Read(), "reloaded")
	sees(t, ann.Type("try me.ndb.a[2] == me and session.ndb.b + me.ndb.a[1]"), "-> 3")

	write(t, filepath.Join(scripts, "bed", "typeclasses", "odd.lua"), "return 1")
	report, err = s.Reload()
	if err == nil {
		t.Fatal("a broken file was taken")
	}
	sees(t, report, "bed/typeclasses/odd.lua")
	sees(t, ann.Type("try mud.generation"), "-> 2")
}

// What a broken session class does must not lock anybody out.
func TestBrokenHooksLetPeopleInAndOut(t *testing.T) {
	scripts := bed(t, nil)
	s := open(t, stage.Options{Scripts: scripts})
	write(t, filepath.Join(scripts, "core", "typeclasses", "session.lua"), `local mud = require("mud")
local Session = mud.typeclass { key = "session" }
for _, hook in ipairs { "at_connect", "at_sync", "at_login", "at_disconnect", "at_data_in", "at_data_out" } do
  Session[hook] = function(self)
    self:msg("half done")
    if self.puppet then self.puppet.location.db.trace = true end
    error("broken")
  end
end
return Session`)
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	bob := s.Connect()
	sees(t, bob.Read(), "create <name> <password>")
	bob.HangUp()
	if bob.Session() != nil {
		t.Error("the session is still there")
	}
	ann := join(t, s, "Ann")
	sees(t, ann.Type("say hello"), `You say, "hello"`)
	sees(t, ann.Type("try here.db.trace"), "-> nil")
	faults := map[string]int{}
	for _, f := range s.Engine.Faults() {
		faults[f.What] += f.Count
	}
	if len(faults) != 6 || faults["hook at_data_out of core.session"] != 5 {
		t.Errorf("the faults of six hooks are to be listed, five of at_data_out, not %v", faults)
	}
}

// A session class of a game's own that fails is told to superusers and to the
// log; its failing hook is put aside for the default's, until a reload.
func TestBrokenSessionClassIsTold(t *testing.T) {
	scripts := bed(t, map[string]string{"typeclasses/loud.lua": `local mud = require("mud")
local Session = mud.typeclass { key = "loud" }
function Session:at_data_in(text) error("no voice") end
return Session`})
	write(t, filepath.Join(scripts, "core", "typeclasses", "session.lua"), `local mud = require("mud")
local Session = mud.typeclass { key = "session" }
function Session:at_data_in(text) return text .. "!" end
return Session`)
	var log strings.Builder
	s := open(t, stage.Options{Scripts: scripts, SessionClass: "bed.loud", Log: &log})
	root, ann := join(t, s, "Root"), join(t, s, "Ann")
	if err := s.Do(func(e *engine.Engine) error { root.Session().Account().SetSuperuser(true); return nil }); err != nil {
		t.Fatal(err)
	}
	sees(t, ann.Type("say one"), `You say, "one"`)
	sees(t, root.Read(), "The hook at_data_in of the session class bed.loud has failed", `Ann says, "one"`)
	for range 3 {
		ann.Type("say two")
	}
	if text := root.Read(); strings.Contains(text, "has failed") {
		t.Errorf("it is told again and again: %s", text)
	}
	ann.Type("say three")
	sees(t, root.Read(), "put aside until the next @reload")
	sees(t, ann.Type("say four"), `You say, "four!"`)
	root.HangUp()
	sees(t, log.String(), "put aside until the next @reload", "no voice")

	root = s.Connect()
	root.Read()
	if err := s.Do(func(e *engine.Engine) error { return e.Sessions.Login(root.Session(), e.World.AccountNamed("Root")) }); err != nil {
		t.Fatal(err)
	}
	sees(t, root.Read(), "The session class bed.loud has failed since the last reload")
	if err := os.Remove(filepath.Join(scripts, "bed", "typeclasses", "loud.lua")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	sees(t, root.Read(), "there is no typeclass bed.loud; core.session takes its place")
	sees(t, log.String(), "there is no typeclass bed.loud")
}

func TestShutdown(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	ann.Type("@claim " + s.Engine.ClaimCode())
	sees(t, ann.Type("@shutdown for tea"), "Stop the whole server?")
	if text := ann.Type("n"); !strings.Contains(text, "The server goes on.") {
		t.Errorf("it said %q", text)
	}
	if err := s.Do(func(e *engine.Engine) error { return nil }); err != nil {
		t.Errorf("the world does not go on: %v", err)
	}
}

// TestOutputIsBounded holds promise P5 for what one call says: it ends before
// the client would be taken for one that does not read.
func TestOutputIsBounded(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	ann.Type("@claim " + s.Engine.ClaimCode())
	for _, code := range []string{
		`(function() for i = 1, 1e6 do here:msg_contents(("x"):rep(1000)) end end)()`,
		`(function() for i = 1, 1e6 do session:msg("", { oob = {} , raw = true }); me:msg(("x"):rep(100000)) end end)()`,
	} {
		sees(t, ann.Type("@lua "+code), "Something went wrong", "too much is said")
	}
	if heard := bob.Read(); heard != "" {
		t.Errorf("bob heard %d bytes of it", len(heard))
	}
}

// A game's own session class takes the place of core's, and core's that of one
// that is not there.
func TestSessionClass(t *testing.T) {
	scripts := bed(t, map[string]string{"typeclasses/loud.lua": `local mud = require("mud")
local Session = mud.typeclass { key = "loud" }
function Session:at_data_in(text) return text:upper() end
return Session`})
	s := open(t, stage.Options{Scripts: scripts, SessionClass: "bed.loud"})
	sees(t, join(t, s, "Ann").Type("say hello"), `You say, "HELLO"`)
	s = open(t, stage.Options{Scripts: scripts, SessionClass: "bed.gone"})
	sees(t, join(t, s, "Ann").Type("say hello"), `You say, "hello"`)
}

// A file that reaches for the world while it is loaded is refused, at the first
// start and on a reload, which is built beside the running world.
func TestLoadingTouchesNoWorld(t *testing.T) {
	scripts := bed(t, nil)
	s := open(t, stage.Options{Scripts: scripts})
	before := dump(s.Engine)
	write(t, filepath.Join(scripts, "bed", "lib", "greedy.lua"), `local mud = require("mud")
mud.create.object { key = "ghost" }
return {}`)
	report, err := s.Reload()
	if err == nil {
		t.Fatal("it was loaded")
	}
	sees(t, report, "bed/lib/greedy.lua:2", "the world cannot be used while scripts are loaded")
	if after := dump(s.Engine); after != before {
		t.Errorf("the world was changed:\n%s", difference(before, after))
	}
}
