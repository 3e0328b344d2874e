package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"weak"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/lua/load"
)

// generations are scripts that say which generation runs them: a command, what
// it does after a wait, and a hook that the engine calls for it.
var generations = map[string]string{
	"plugin.toml": "name = \"bed\"\nversion = \"0.1\"\n[add]\n\"core.account\" = [\"t.try\", \"t.walk\", \"t.stay\"]\n",
	"typeclasses/step.lua": `local mud = require("mud")
local Room = require("core.typeclasses.room")
local Step = mud.typeclass { key = "step", extends = Room }
function Step:at_object_receive(who, from)
  who:msg("received by " .. mud.generation)
end
return Step
`,
	"commands/t/walk.lua": `local mud = require("mud")
return mud.command {
  key = "walk",
  run = function(cmd)
    local here = mud.create.object { key = "here", typeclass = "bed.step" }
    cmd:msg("begun by " .. mud.generation)
    mud.sleep(5)
    cmd.caller:move_to(here)
    cmd:msg("ended by " .. mud.generation)
  end,
}
`,
	"commands/t/stay.lua": `local mud = require("mud")
return mud.command {
  key = "stay",
  run = function(cmd)
    mud.sleep(1)
    cmd:msg("stayed")
  end,
}
`,
}

func reload(t *testing.T, s *stage.Stage) string {
	t.Helper()
	report, err := s.Reload()
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// Row 17: a command runs wholly on one generation, with the hooks that the
// engine calls for it; one that waits ends on the one on which it began.
func TestOneGenerationAStep(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, generations)})
	ann := join(t, s, "Ann")
	sees(t, ann.Type("walk"), "begun by 1")
	reload(t, s)
	bob := join(t, s, "Bob")
	bob.Type("walk")
	s.Advance(6 * time.Second)
	sees(t, ann.Read(), "received by 1", "ended by 1")
	sees(t, bob.Read(), "received by 2", "ended by 2")
	sees(t, ann.Type("walk"), "begun by 2")
}

// A build that took long must not replace what was built from newer files.
func TestTheNewestGenerationWins(t *testing.T) {
	s := open(t, stage.Options{})
	older, _, err := s.Engine.Build(engine.Order{})
	if err != nil {
		t.Fatal(err)
	}
	newer, _, err := s.Engine.Build(engine.Order{})
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for _, next := range []engine.Scripts{newer, older} {
		if err := s.Do(func(e *engine.Engine) error { e.Swap(next, func(string) { met++ }); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Do(func(e *engine.Engine) error {
		if got := e.Scripts().Number(); got != newer.Number() {
			t.Errorf("generation %d is live, not %d", got, newer.Number())
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if met != 2 {
		t.Errorf("%d of two reloads were told that they are over", met)
	}
}

// counting are classes whose hook at_reload counts.
var counting = map[string]string{
	"typeclasses/counter.lua": classThatCounts("counter", "thing"),
	"typeclasses/person.lua":  classThatCounts("person", "account"),
	"typeclasses/failing.lua": `local mud = require("mud")
local Thing = require("core.typeclasses.thing")
local Failing = mud.typeclass { key = "failing", extends = Thing }
function Failing:at_reload()
  self.db.tried = true
  error("on purpose")
end
return Failing
`,
}

func classThatCounts(key, parent string) string {
	return fmt.Sprintf(`local mud = require("mud")
local Parent = require("core.typeclasses.%s")
local Class = mud.typeclass { key = "%s", extends = Parent }
function Class:at_reload()
  self.db.count = (self.db.count or 0) + 1
  self.ndb.count = (self.ndb.count or 0) + 1
end
return Class
`, parent, key)
}

// Row 12: at_reload runs once on each live thing that has it, whatever fails
// beside it, and not at a restart. ndb stays over the reload.
func TestAtReload(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, counting)})
	ann := join(t, s, "Ann")
	sees(t, ann.Type(`try (function() for i = 1, 300 do mud.create.object { key = "c" .. i, typeclass = i % 30 == 0 and "bed.failing" or "bed.counter" } end end)()`), "->")
	ann.Type(`try account:set_typeclass("bed.person")`)
	counts := `try (function() local n, low, high, tried = 0, 9, 0, 0
		for _, o in ipairs(mud.find_all { typeclass = "bed.counter" }) do
			local c = o.db.count or 0
			n, low, high = n + 1, math.min(low, c, o.ndb.count or 0), math.max(high, c)
		end
		for _, o in ipairs(mud.find_all { typeclass = "bed.failing" }) do if o.db.tried then tried = tried + 1 end end
		return n .. " things from " .. low .. " to " .. high .. ", tried " .. tried .. ", account " .. tostring(account.db.count) end)()`
	counts = strings.ReplaceAll(counts, "\n", " ")
	for n := range 3 {
		reload(t, s)
		sees(t, ann.Type(counts), fmt.Sprintf("290 things from %d to %d, tried 0, account %d", n+1, n+1, n+1))
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann = join(t, s, "Ann")
	sees(t, ann.Type(strings.ReplaceAll(counts, "o.ndb.count or 0", "c")), "290 things from 3 to 3, tried 0, account 3")
}

// What the world names and the new scripts do not have is told, and the game
// goes on without it.
func TestWhatIsGoneIsTold(t *testing.T) {
	dir := bed(t, map[string]string{
		"typeclasses/lamp.lua": "local mud = require(\"mud\")\nlocal Thing = require(\"core.typeclasses.thing\")\nreturn mud.typeclass { key = \"lamp\", extends = Thing }\n",
		"lib/tick.lua":         ticking["lib/tick.lua"],
	})
	s := open(t, stage.Options{Scripts: dir})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.create.object { key = "lamp", typeclass = "bed.lamp", location = me.location }`)
	ann.Type(`try me.cmdset:add("bed.extra", { persistent = true })`)
	ann.Type(`try session.cmdset:add("bed.extra")`)
	ann.Type(`try mud.ticker.add(10, "bed.lib.tick.count", { id = "c", me })`)
	for _, name := range []string{"typeclasses/lamp.lua", "cmdsets/extra.lua", "lib/tick.lua"} {
		if err := os.Remove(filepath.Join(dir, "bed", filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	report := reload(t, s)
	sees(t, report, `There is no typeclass "bed.lamp" any more`, "lamp(#", `There is no command set "bed.extra" any more`, "Ann(#", "session 1",
		`There is no function "bed.lib.tick.count" any more`, "ticker-c")
	sees(t, ann.Type("look lamp"), "You see nothing special.")
	sees(t, ann.Type("get lamp"), "lamp")
	sees(t, ann.Type("say hello"), "hello")
	write(t, filepath.Join(dir, "bed", "lib", "tick.lua"), ticking["lib/tick.lua"])
	write(t, filepath.Join(dir, "bed", "cmdsets", "extra.lua"), testbed["cmdsets/extra.lua"])
	if report := reload(t, s); strings.Contains(report, "no command set") || strings.Contains(report, "no function") || !strings.Contains(report, "bed.lamp") {
		t.Errorf("told %q", report)
	}
	before := ann.Type("try me.db.count")
	s.Advance(10 * time.Second)
	if after := ann.Type("try me.db.count"); after == before {
		t.Errorf("the ticker does not beat again: %q, %q", before, after)
	}
}

// least is the least core in which somebody can type and wait: a thousand
// reloads of it are quick.
var least = map[string]string{
	"plugin.toml":             "name = \"core\"\nversion = \"0.1\"\n",
	"typeclasses/account.lua": "return require(\"mud\").typeclass { key = \"account\" }\n",
	"cmdsets/unloggedin.lua":  "return require(\"mud\").cmdset { key = \"unloggedin\" }\n",
	"cmdsets/session.lua":     "return require(\"mud\").cmdset { key = \"session\" }\n",
	"cmdsets/account.lua":     "return require(\"mud\").cmdset { key = \"account\", commands = { \"stay\", \"exit\" } }\n",
	"cmdsets/character.lua":   "return require(\"mud\").cmdset { key = \"character\" }\n",
	"commands/exit.lua":       "return require(\"mud\").command { key = \"__exit\", run = function() end }\n",
	"commands/stay.lua":       generations["commands/t/stay.lua"],
}

// A generation in which nobody waits is freed, however many sessions keep
// still and whatever waited in it: a thousand reloads leave the heap where it
// was. One generation takes half a megabyte.
func TestAThousandReloads(t *testing.T) {
	dir := t.TempDir()
	for name, text := range least {
		write(t, filepath.Join(dir, "core", filepath.FromSlash(name)), text)
	}
	s, err := stage.New(stage.Options{Scripts: dir})
	if err != nil {
		t.Fatal(err)
	}
	ann := join(t, s, "Ann")
	const reloads = manyReloads
	all := make([]weak.Pointer[load.Generation], 0, reloads)
	var start uint64
	for n := range reloads {
		ann.Type("stay")
		if n%100 == 0 {
			join(t, s, fmt.Sprint("Bob", n)).Type("look") // and then keeps still
		}
		reload(t, s)
		s.Advance(2 * time.Second)
		sees(t, ann.Read(), "stayed")
		if t.Failed() {
			return
		}
		all = append(all, weak.Make(s.Engine.Scripts().(*load.Generation)))
		if n == 20 {
			start = heap()
		}
	}
	grown := int64(heap()) - int64(start)
	t.Logf("the heap was %d KiB after 20 reloads and is %d KiB after %d", start>>10, (int64(start)+grown)>>10, reloads)
	if grown > 1<<20 {
		t.Errorf("the heap has grown by %d KiB", grown>>10)
	}
	alive := 0
	for _, g := range all {
		if g.Value() != nil {
			alive++
		}
	}
	if alive > 2 { // the live one, and what the last step still names
		t.Errorf("%d generations are alive", alive)
	}
	runtime.KeepAlive(s)
}

// heap is what is in use when the garbage is gone.
func heap() uint64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Row 13: what changed on disk is what every live thing does after the reload,
// whether it is asked by a player, by the engine or by a timer.
func TestChangedCodeIsUsed(t *testing.T) {
	lamp := func(word string) string {
		return `local mud = require("mud")
local Thing = require("core.typeclasses.thing")
local Lamp = mud.typeclass { key = "lamp", extends = Thing }
function Lamp:at_desc() return "It is ` + word + `." end
function Lamp:at_object_receive(what) self.location:msg_contents("` + word + ` takes {what}", { what = what }) end
return Lamp
`
	}
	tick := func(word string) string {
		return "return { say = function(who) who:msg(\"ticks " + word + "\") end }\n"
	}
	dir := bed(t, map[string]string{"typeclasses/lamp.lua": lamp("red"), "lib/word.lua": tick("red")})
	s := open(t, stage.Options{Scripts: dir})
	ann := join(t, s, "Ann")
	ann.Type(`try (function() me.ndb.lamp = mud.create.object { key = "lamp", typeclass = "bed.lamp", location = me.location } end)()`)
	ann.Type(`try mud.ticker.add(10, "bed.lib.word.say", { id = "w", me })`)
	for _, word := range []string{"red", "green"} {
		if word == "green" {
			write(t, filepath.Join(dir, "bed", "typeclasses", "lamp.lua"), lamp(word))
			write(t, filepath.Join(dir, "bed", "lib", "word.lua"), tick(word))
			reload(t, s)
		}
		sees(t, ann.Type("look lamp"), "It is "+word)
		ann.Type(`try (function() mud.create.object { key = "pin", location = me.location }:move_to(me.ndb.lamp) end)()`)
		ann.Read()
		s.Advance(10 * time.Second)
		sees(t, ann.Read(), "ticks "+word)
	}
}
