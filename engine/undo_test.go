package engine_test

import (
	"errors"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// setUp is run once, so that there is something to change.
const setUp = `(function()
  me.db.list = { 1, 2, { deep = "x" } }
  me.db.word = "old"
  me.ndb.word = "old"
  session.ndb.word, account.ndb.word = "old", "old"
  me.tags:add("old", "kind")
  me.aliases:add("old")
  me.permissions:add("Helper")
  me.locks:add("get:all()")
  me.nicks:add("old", "new")
  me.cmdset:add("bed.extra", { persistent = true })
  local ball = mud.create.object { key = "ball", location = me }
  mud.create.object { key = "box", location = here }
  local exit = mud.create.object { key = "gate", typeclass = "core.exit", location = here, destination = here }
  mud.ticker.add(60, "bed.lib.later.note", { id = "tick", me, "x" })
  me.db.timer = mud.delay(60, "bed.lib.later.note", me, "x")
  mud.bans:add { name = "Villain" }
end)()`

// changes are pieces of code that each change something of the world.
var changes = map[string]string{
	"key":                    `(function() me.key = "Zoe" end)()`,
	"account key":            `(function() account.key = "Zoe" end)()`,
	"home":                   `(function() me.home = nil end)()`,
	"destination":            `(function() mud.find("gate").destination = nil end)()`,
	"db new":                 `(function() me.db.new = { 1, { 2 } } end)()`,
	"db over":                `(function() me.db.word = "new" end)()`,
	"db nil":                 `(function() me.db.word = nil end)()`,
	"db nested":              `(function() me.db.list[3].deep = "y" end)()`,
	"db table.insert":        `table.insert(me.db.list, 4)`,
	"db table.remove":        `table.remove(me.db.list, 1)`,
	"ndb":                    `(function() me.ndb.word = "new"; session.ndb.x = 1; account.ndb.y = 2 end)()`,
	"attribute set":          `me.attributes:set("a", 1, { category = "c" })`,
	"attribute remove":       `me.attributes:remove("word")`,
	"tag add":                `me.tags:add("new")`,
	"tag remove":             `me.tags:remove("old", "kind")`,
	"alias add":              `me.aliases:add("new")`,
	"alias remove":           `me.aliases:remove("old")`,
	"permission add":         `me.permissions:add("Builder")`,
	"permission remove":      `me.permissions:remove("Helper")`,
	"lock add":               `me.locks:add("drop:false()")`,
	"lock remove":            `me.locks:remove("get")`,
	"nick add":               `me.nicks:add("new", "old")`,
	"nick remove":            `me.nicks:remove("old")`,
	"cmdset add":             `session.cmdset:add("bed.extra")`,
	"cmdset remove":          `me.cmdset:remove("bed.extra")`,
	"cmdset clear":           `me.cmdset:clear()`,
	"move":                   `mud.find("ball"):move_to(here)`,
	"move quietly":           `me:move_to(nil, { hooks = false })`,
	"create":                 `mud.create.object { key = "new", location = here, tags = { "t" } }`,
	"delete":                 `mud.find("ball"):delete()`,
	"delete the room":        `here:delete()`,
	"delete who is played":   `me:delete()`,
	"typeclass":              `mud.find("ball"):set_typeclass("bed.odd")`,
	"delay":                  `mud.delay(5, "bed.lib.later.note", me, "y")`,
	"cancel":                 `mud.cancel(me.db.timer)`,
	"ticker":                 `mud.ticker.add(5, "bed.lib.later.note", { id = "new" })`,
	"ticker replaced":        `mud.ticker.add(5, "bed.lib.later.note", { id = "tick" })`,
	"ticker removed":         `mud.ticker.remove("tick")`,
	"unpuppet":               `account:unpuppet(session)`,
	"disconnect":             `session:disconnect("bye")`,
	"option":                 `session:set_flag("SCREENREADER", true)`,
	"saved options":          `(function() account.saved_flags = { ANSI = false } end)()`,
	"last puppet":            `(function() account.last_puppet = nil end)()`,
	"character added":        `account:add_character(mud.create.object { key = "c", typeclass = "core.character" })`,
	"character removed":      `account:remove_character(me)`,
	"ban":                    `mud.bans:add { address = "192.0.2.*" }`,
	"unban":                  `mud.bans:remove(1)`,
	"everybody disconnected": `mud.sessions:disconnect_all("bye")`,
	"in the middle of a hook": `(function()
		local who = me
		account:unpuppet(session)
		account:puppet(session, who)
		who:move_to(nil)
		who.key = "Zoe"
	end)()`,
}

// TestFailureLeavesNoTrace holds promise P2 for each thing that a script can
// change: after a command that fails, or refuses, the world is what it was.
func TestFailureLeavesNoTrace(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, nil)})
	ann := join(t, s, "Ann")
	bob := join(t, s, "Bob")
	sees(t, ann.Type("try "+setUp), "->")
	bob.Read()
	for name, code := range changes {
		t.Run(name, func(t *testing.T) {
			code = strings.ReplaceAll(code, "\n", " ")
			before := dump(s.Engine)
			for verb, want := range map[string]string{"fail ": "Something went wrong", "deny ": "denied"} {
				sees(t, ann.Type(verb+code), want)
				if after := dump(s.Engine); after != before {
					t.Errorf("%s left a trace:\n%s", verb, difference(before, after))
				}
				if heard := bob.Read(); heard != "" {
					t.Errorf("%s was heard by others: %q", verb, heard)
				}
			}
			changesSomething(t, code, before)
		})
	}
}

// changesSomething holds that the code does change the world when it does not
// fail: otherwise the case above would hold whatever happens.
func changesSomething(t *testing.T, code, _ string) {
	t.Helper()
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	sees(t, ann.Type("try "+setUp), "->")
	before := dump(s.Engine)
	if seen := ann.Type("try " + code); strings.Contains(seen, "went wrong") {
		t.Errorf("the code itself fails: %s", seen)
	}
	if dump(s.Engine) == before {
		t.Error("the code changes nothing: the case proves nothing")
	}
}

// TestFailureOfAStepStoresNothing holds that what a failing step changed is
// not stored either: a restart shows the world as it was.
func TestFailureOfAStepStoresNothing(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	ann.Type(`try (function() me.db.gold = 5 end)()`)
	ann.Type(`fail (function() me.db.gold = 500; me.db.thief = true; mud.create.object { key = "loot", location = me } end)()`)
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann = join(t, s, "Ann")
	sees(t, ann.Type("try me.db.gold"), "-> 5")
	sees(t, ann.Type("try me.db.thief"), "-> nil")
	sees(t, ann.Type("inventory"), "You carry nothing.")
}

// TestGoErrorIsUndoneToo holds that an event of the engine's own is a step as
// well.
func TestGoErrorIsUndoneToo(t *testing.T) {
	s := open(t, stage.Options{})
	join(t, s, "Ann")
	before := dump(s.Engine)
	err := s.Do(func(e *engine.Engine) error {
		e.World.AccountNamed("Ann").SetSuperuser(true)
		return errors.New("on purpose")
	})
	if err == nil {
		t.Fatal("the step did not fail")
	}
	if after := dump(s.Engine); after != before {
		t.Errorf("it left a trace:\n%s", difference(before, after))
	}
}
