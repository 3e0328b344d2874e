package engine_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/session"
)

// noted is a script whose hooks of a typeclass note in what order they run.
func noted(base string, hooks ...string) string {
	class := strings.ToUpper(base[:1]) + base[1:]
	text := "\nlocal noted = { '" + strings.Join(hooks, "', '") + "' }\nfor _, name in ipairs(noted) do\n  local was = " + class + "[name]\n  " +
		class + "[name] = function(self, ...)\n    mud.log('noted " + base + "'..'.'..name)\n    if was then return was(self, ...) end\n  end\nend\nreturn " + class + "\n"
	return text
}

// TestOrderOfHooks holds the order of what happens at a login and at an end
// (spec 1.13, 2.7, 3.2, 3.3).
func TestOrderOfHooks(t *testing.T) {
	scripts := bed(t, nil)
	for base, hooks := range map[string][]string{
		"session":   {"at_connect", "at_sync", "at_login", "at_disconnect"},
		"account":   {"at_first_login", "at_pre_login", "at_post_login", "at_disconnect", "at_post_disconnect"},
		"character": {"at_pre_puppet", "at_post_puppet", "at_pre_unpuppet", "at_post_unpuppet"},
	} {
		class := strings.ToUpper(base[:1]) + base[1:]
		edit(t, filepath.Join(scripts, "core", "typeclasses", base+".lua"), func(text string) string {
			if base == "session" {
				text = strings.Replace(text, "return mud.typeclass", "local Session = mud.typeclass", 1) + "return Session"
			}
			return strings.Replace(text, "return "+class, noted(base, hooks...), 1)
		})
	}
	var log strings.Builder
	s := open(t, stage.Options{Scripts: scripts, Log: &log})
	order := func() []string {
		var out []string
		for _, line := range strings.Split(log.String(), "\n") {
			if _, after, ok := strings.Cut(line, `msg="noted `); ok {
				name, _, _ := strings.Cut(after, `"`)
				out = append(out, name)
			}
			if strings.Contains(line, `msg="logged in"`) {
				out = append(out, "logged")
			}
		}
		log.Reset()
		return out
	}
	want := func(what string, names ...string) {
		t.Helper()
		if got := order(); !slices.Equal(got, names) {
			t.Errorf("%s: %v, want %v", what, got, names)
		}
	}
	ann := join(t, s, "Ann")
	want("the first login", "session.at_connect", "session.at_sync", "session.at_login", "account.at_first_login", "account.at_pre_login", "logged",
		"account.at_post_login", "character.at_pre_puppet", "character.at_post_puppet")
	ann.Type("quit")
	end := []string{"character.at_pre_unpuppet", "character.at_post_unpuppet", "session.at_disconnect", "account.at_disconnect", "account.at_post_disconnect"}
	want("quit", end...)
	join(t, s, "Ann")
	want("the second login", "session.at_connect", "session.at_sync", "session.at_login", "account.at_pre_login", "logged",
		"account.at_post_login", "character.at_pre_puppet", "character.at_post_puppet")
	join(t, s, "Ann") // mode 0: it takes over, and the account does not go offline
	want("a login from elsewhere", slices.Concat([]string{"session.at_connect", "session.at_sync", "session.at_login", "account.at_pre_login"}, end[:4],
		[]string{"logged", "account.at_post_login", "character.at_pre_puppet", "character.at_post_puppet"})...)
}

// A typeclass of accounts that fails keeps nobody out either: who comes is out
// of character, and can say so.
func TestBrokenAccountHooksLetPeopleIn(t *testing.T) {
	scripts := bed(t, nil)
	edit(t, filepath.Join(scripts, "core", "typeclasses", "account.lua"), func(text string) string {
		return strings.Replace(text, "return Account", "function Account:at_post_login(session)\n  self:puppet(session, self.characters[1])\n  error('broken')\nend\nreturn Account", 1)
	})
	s := open(t, stage.Options{Scripts: scripts})
	ann := join(t, s, "Ann")
	if ann.Session().Puppet() != nil || !ann.Session().LoggedIn() {
		t.Errorf("logged in %v, playing %v", ann.Session().LoggedIn(), ann.Session().Puppet())
	}
	sees(t, ann.Type("ic"), "You become Ann.")
	if faults := s.Engine.Faults(); len(faults) != 1 || faults[0].What != "hook at_post_login" {
		t.Errorf("the faults are %v", faults)
	}
}

// TestWhoMayPlayWhat holds the refusals of spec 3.2: each leaves everything as
// it was.
func TestWhoMayPlayWhat(t *testing.T) {
	rules := twoPuppets(3)
	rules.MaxPuppets = 1
	w := lay(t, bed(t, nil), rules)
	w.enter([]string{"a1:rowan", "a2", "b"})
	ann, second, bob := w.actors["a1"], w.actors["a2"], w.actors["b"]
	sees(t, ann.Type("ic rowan"), "You are already rowan.")
	sees(t, bob.Type("ic rowan"), "You have no character named 'rowan'.")
	ann.Type("try me.locks:add('puppet:all()')")
	bob.Type("ic bramble")
	sees(t, bob.Type("ic rowan"), "rowan is played by somebody else just now.")
	sees(t, second.Type("ic sorrel"), "You play as many characters as you may at once (1).")
	for a, want := range map[*stage.Actor]string{ann: "rowan", bob: "bramble"} {
		if p := a.Session().Puppet(); p == nil || p.Key() != want {
			t.Errorf("%v is played, want %s", p, want)
		}
	}
	// Developers play as many as they like; Builders anything by its number that its lock lets them.
	if err := w.stage.Do(func(e *engine.Engine) error { ann.Session().Account().AddPermission("Developer"); return nil }); err != nil {
		t.Fatal(err)
	}
	sees(t, second.Type("ic sorrel"), "You become sorrel.")
	made := ann.Type("try mud.create.object { key = 'a golem', locks = 'puppet:perm(Builder)' }.id")
	_, id, _ := strings.Cut(strings.TrimSpace(made), "-> ")
	sees(t, second.Type("ooc"), "out of character")
	second.Type("ic #" + id)
	if p := second.Session().Puppet(); p == nil || p.Key() != "a golem" {
		t.Errorf("second plays %v", p)
	}
	sees(t, bob.Type("ic #"+id), "You have no character named '#"+id+"'.")
}

// A message has a sender and a receiver who both have a say (spec 4.3).
func TestMessagesAskSenderAndReceiver(t *testing.T) {
	scripts := bed(t, nil)
	edit(t, filepath.Join(scripts, "core", "typeclasses", "character.lua"), func(text string) string {
		return strings.Replace(text, "return Character", `function Character:at_msg_send(text, to) self.ndb.sent = text .. " to " .. to.key end
function Character:at_msg_receive(text, from) if self.tags:has("deaf") and from then return false end end
return Character`, 1)
	})
	s := open(t, stage.Options{Scripts: scripts})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	ann.Type("say hello")
	sees(t, bob.Read(), `Ann says, "hello"`)
	ann.Type("try me:search('bob'):msg('psst', { from = me })")
	sees(t, ann.Type("try me.ndb.sent"), "psst to Bob")
	bob.Type("try me.tags:add('deaf')")
	ann.Type("say hello")
	if text := bob.Read(); strings.Contains(text, "hello") {
		t.Errorf("the deaf one heard %q", text)
	}
	ann.Type("try me:search('bob'):msg('from nobody')")
	sees(t, bob.Read(), "from nobody")
}

// TestGuestsAreBounded holds that guests have the names of the list, one each,
// and that who comes when all are taken is told so (spec 2.11).
func TestGuestsAreBounded(t *testing.T) {
	rules := session.Modes[2]
	rules.Guests = true
	s := open(t, stage.Options{Rules: &rules, Settings: map[string]map[string]any{"core": {"guests": []any{"Guest One", "Guest Two"}}}})
	one, two, three := s.Connect(), s.Connect(), s.Connect()
	sees(t, one.Type("connect guest"), "You become Guest One.")
	sees(t, two.Type("connect GUEST"), "You become Guest Two.")
	sees(t, three.Type("connect guest"), "All places for guests are taken just now.")
	one.HangUp()
	s.Advance(time.Second)
	sees(t, three.Type("connect guest"), "You become Guest One.")
	two.Type("quit")
	three.Type("quit")
	s.Advance(time.Second)
	if n := len(s.Engine.World.All("account")); n != 0 {
		t.Errorf("%d accounts are left", n)
	}
}
