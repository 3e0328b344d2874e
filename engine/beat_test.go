package engine_test

import (
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// beating is a typeclass of script objects that notes its hooks on what it is on.
var beating = map[string]string{
	"typeclasses/pulse.lua": `local mud = require("mud")
local Script = require("core.typeclasses.script")
local Pulse = mud.typeclass { key = "pulse", extends = Script }
local function note(self, what) if self.obj then self.obj.db.log = (self.obj.db.log or "") .. what .. " " end end
function Pulse:at_script_creation() note(self, "made") end
function Pulse:at_start() note(self, "start") end
function Pulse:at_repeat() note(self, "beat"); if self.db.fail then error("on purpose") end end
function Pulse:is_valid() return not self.db.over end
function Pulse:at_pause() note(self, "pause") end
function Pulse:at_stop() note(self, "stop") end
function Pulse:at_script_delete() note(self, "gone") end
return Pulse
`,
}

// script types code that makes a pulse on Ann as ndb.s, with more options.
func script(options string) string {
	return `try me.ndb.s = mud.create.script { key = "p", typeclass = "bed.pulse", obj = me, interval = 10` + options + ` }`
}

func TestScriptObjects(t *testing.T) {
	const log = "try me.db.log"
	for _, tt := range []struct {
		name string
		play func(s *stage.Stage, ann *stage.Actor)
		want string
	}{
		{"its beat", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(""))
			s.Advance(25 * time.Second)
		}, "made start beat beat "},
		{"at once", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(", start_delay = false"))
			s.Advance(11 * time.Second)
		}, "made start beat beat "},
		{"a start delay", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(", start_delay = 3"))
			s.Advance(12 * time.Second)
		}, "made start beat "},
		{"so many times", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(", repeats = 2"))
			s.Advance(time.Minute)
		}, "made start beat beat stop "},
		{"not by itself", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(", autostart = false"))
			s.Advance(time.Minute)
		}, "made "},
		{"pause", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(""))
			s.Advance(8 * time.Second)
			ann.Type("try me.ndb.s:pause()")
			s.Advance(time.Minute)
			ann.Type("try me.ndb.s:unpause()")
			s.Advance(3 * time.Second) // 2 were left
		}, "made start pause beat "},
		{"stop and start", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(""))
			ann.Type("try me.ndb.s:stop()")
			s.Advance(time.Minute)
			ann.Type("try me.ndb.s:start(1)")
			s.Advance(2 * time.Second)
		}, "made start stop start beat "},
		{"no longer valid", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(""))
			ann.Type("try me.ndb.s.db.over = true")
			s.Advance(time.Minute)
		}, "made start gone stop "},
		{"a failing beat is undone, and comes again", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(""))
			ann.Type("try me.ndb.s.db.fail = true")
			s.Advance(15 * time.Second)
			ann.Type("try me.ndb.s.db.fail = nil")
			s.Advance(10 * time.Second)
		}, "made start beat "},
		{"over a reload and a restart, without a new start (row 9)", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(""))
			s.Advance(4 * time.Second)
			mustReload(t, s)
			mustRestart(t, s)
			s.Advance(7 * time.Second) // 6 were left
		}, "made start beat "},
		{"not over a restart", func(s *stage.Stage, ann *stage.Actor) {
			ann.Type(script(", persistent = false"))
			mustReload(t, s)
			s.Advance(11 * time.Second)
			mustRestart(t, s)
			s.Advance(time.Minute)
		}, "made start beat gone "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, stage.Options{Scripts: bed(t, beating)})
			tt.play(s, join(t, s, "Ann"))
			sees(t, join(t, s, "Ann").Type(log), `-> "`+tt.want+`"`)
		})
	}
}

func mustReload(t *testing.T, s *stage.Stage) {
	t.Helper()
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
}

func mustRestart(t *testing.T, s *stage.Stage) {
	t.Helper()
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
}

// A script object goes with what it is on, and its timer with it.
func TestScriptGoesWithItsObject(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, beating)})
	ann := join(t, s, "Ann")
	ann.Type(`try me.ndb.ball = mud.create.object { key = "ball", location = me }`)
	ann.Type(`try mud.create.script { key = "p", typeclass = "bed.pulse", obj = me.ndb.ball, interval = 10 }`)
	sees(t, ann.Type(`try #me.ndb.ball.scripts:all() .. me.ndb.ball.scripts:get("p").key`), `"1p"`)
	ann.Type("try me.ndb.ball:delete()")
	sees(t, ann.Type(`try #mud.find_all { kind = "script" }`), "-> 0")
	s.Advance(time.Minute)
	if pending, faults := s.Engine.Pending(), s.Engine.Faults(); len(pending)+len(faults) > 0 {
		t.Errorf("left behind: %v %v", pending, faults)
	}
}

// Row 8: reloads do not make a timer fire more than once.
func TestManyReloadsOneBeat(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, ticking)})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.ticker.add(1, "bed.lib.tick.count", { id = "c", me })`)
	for range 20 {
		mustReload(t, s)
	}
	s.Advance(10 * time.Second)
	sees(t, ann.Type("try me.db.count"), "-> 10")
}

// Row 9: what was left of an interval is left after a restart, however long
// the server was away; after a kill that is known up to one interval.
func TestRemainingTimeIsKept(t *testing.T) {
	for _, tt := range []struct {
		name        string
		end         func(s *stage.Stage) error
		before, max time.Duration
	}{
		{"in order", (*stage.Stage).Restart, 59 * time.Second, 61 * time.Second},
		{"killed", (*stage.Stage).Kill, 59 * time.Second, 66 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, stage.Options{Scripts: bed(t, ticking)})
			ann := join(t, s, "Ann")
			ann.Type(`try mud.ticker.add(100, "bed.lib.tick.count", { id = "c", me })`)
			s.Advance(40 * time.Second)
			s.Away = time.Hour
			if err := tt.end(s); err != nil {
				t.Fatal(err)
			}
			ann = join(t, s, "Ann")
			s.Advance(tt.before)
			sees(t, ann.Type("try me.db.count"), "-> nil")
			s.Advance(tt.max - tt.before)
			sees(t, ann.Type("try me.db.count"), "-> 1")
		})
	}
}

// Row 10: a delay with a function's name outlives a restart; one with a
// function of a script outlives a reload, and says in which code it runs.
func TestDelayOfAFunction(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, ticking)})
	ann := join(t, s, "Ann")
	const wait = `try mud.delay(10, function(who, text) who:msg(text .. mud.generation); mud.sleep(1); who:msg("and on") end, me, "from ")`
	ann.Type(wait)
	mustReload(t, s)
	s.Advance(12 * time.Second)
	sees(t, ann.Read(), "from 1", "and on")
	ann.Type(wait)
	ann.Type(`try me.db.id = mud.delay(10, function(who) who:msg("never") end, me)`)
	sees(t, ann.Type(`try (function() for _, d in ipairs(mud.delays()) do if d.id == me.db.id then return d.left end end end)()`), "-> 10")
	sees(t, ann.Type(`try mud.cancel(me.db.id)`), "-> true")
	s.Advance(12 * time.Second)
	if text := ann.Read(); strings.Contains(text, "never") {
		t.Errorf("the cancelled delay ran: %s", text)
	}
	ann.Type(wait)
	mustRestart(t, s)
	ann = join(t, s, "Ann")
	s.Advance(time.Minute)
	if text := ann.Read(); strings.Contains(text, "from") {
		t.Errorf("after the restart: %s", text)
	}
}

// watching is a library that monitors call.
var watching = map[string]string{
	"lib/eye.lua": `local mud = require("mud")
local eye = {}
function eye.note(obj, field, value, who) who:msg("{obj}.{field} is {value}", { obj = obj, field = field, value = tostring(value) }) end
function eye.more(obj) obj.db.hp = obj.db.hp + 1 end
return eye
`,
}

func TestMonitors(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, watching)})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.monitor.add(me, "db.hp", "bed.lib.eye.note", { id = "hp", me })`)
	ann.Type(`try mud.monitor.add(me, "location", "bed.lib.eye.note", { id = "place", me })`)
	sees(t, ann.Type(`try (function() me.db.hp = 1; me.db.hp = 2 end)()`), "Ann.db.hp is 2")
	if text := ann.Type(`try me.db.mana = 1`); strings.Contains(text, "Ann.") {
		t.Errorf("another attribute was told: %s", text)
	}
	if text := ann.Type(`fail me.db.hp = 9`); strings.Contains(text, "Ann.db") {
		t.Errorf("a change that was undone was told: %s", text)
	}
	sees(t, ann.Type(`try me:move_to(mud.create.object { key = "Attic", typeclass = "core.room" })`), "Ann.location is")
	// Row 11: it goes on over a reload and a restart.
	mustReload(t, s)
	sees(t, ann.Type(`try me.db.hp = 3`), "Ann.db.hp is 3")
	mustRestart(t, s)
	ann = join(t, s, "Ann")
	sees(t, ann.Type(`try me.db.hp = nil`), "Ann.db.hp is nil")
	sees(t, ann.Type(`try mud.monitor.all()[1].id`), `"hp"`)
	sees(t, ann.Type(`try mud.monitor.remove("hp")`), "-> true")
	if text := ann.Type(`try me.db.hp = 4`); strings.Contains(text, "Ann.db") {
		t.Errorf("a removed monitor was told: %s", text)
	}
}

// Monitors that change what they watch are stopped, and the world goes on.
func TestMonitorsEnd(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, watching)})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.monitor.add(me, "db.hp", "bed.lib.eye.more", { id = "more" })`)
	ann.Type(`try me.db.hp = 1`)
	sees(t, ann.Type(`try me.db.hp`), "-> 11")
	if faults := s.Engine.Faults(); len(faults) != 1 || !strings.Contains(faults[0].Error, "more than ten times") {
		t.Errorf("the faults are %v", faults)
	}
}

// A monitor ends with its object.
func TestMonitorGoesWithItsObject(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, watching)})
	ann := join(t, s, "Ann")
	ann.Type(`try me.ndb.ball = mud.create.object { key = "ball", location = me }`)
	ann.Type(`try mud.monitor.add(me.ndb.ball, "db.hp", "bed.lib.eye.note", { id = "hp", me })`)
	ann.Type(`try me.ndb.ball:delete()`)
	err := s.Do(func(e *engine.Engine) error {
		if n := len(e.Monitors()); n > 0 {
			t.Errorf("%d monitors are left", n)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
