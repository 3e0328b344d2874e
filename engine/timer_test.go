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

// ticking is a library that timers call.
var ticking = map[string]string{
	"lib/tick.lua": `local mud = require("mud")
local tick = {}
function tick.count(obj) obj.db.count = (obj.db.count or 0) + 1 end
function tick.fail(obj) obj.db.tried = true; obj.location:msg_contents("half done"); error("on purpose") end
function tick.say(obj, text) obj:msg(text); mud.sleep(5); obj:msg("and later") end
return tick
`,
}

func TestTickerKeepsItsBeat(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, ticking)})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.ticker.add(10, "bed.lib.tick.count", { id = "c", me })`)
	s.Advance(35 * time.Second)
	sees(t, ann.Type("try me.db.count"), "-> 3")
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	s.Advance(5 * time.Second)
	sees(t, ann.Type("try me.db.count"), "-> 4")
	s.Advance(7 * time.Second)
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann = join(t, s, "Ann")
	s.Advance(3 * time.Second) // the remaining time was kept
	sees(t, ann.Type("try me.db.count"), "-> 5")
	ann.Type(`try mud.ticker.remove("c")`)
	s.Advance(time.Minute)
	sees(t, ann.Type("try me.db.count"), "-> 5")
}

func TestDelay(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, ticking)})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.delay(30, "bed.lib.tick.say", me, "ding")`)
	ann.Type(`try (function() me.db.id = mud.delay(30, "bed.lib.tick.say", me, "never") end)()`)
	ann.Type(`try mud.cancel(me.db.id)`)
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann = join(t, s, "Ann")
	s.Advance(31 * time.Second)
	text := ann.Read()
	sees(t, text, "ding")
	if strings.Contains(text, "never") || strings.Contains(text, "and later") {
		t.Errorf("too much came: %s", text)
	}
	s.Advance(5 * time.Second)
	sees(t, ann.Read(), "and later")
	s.Advance(time.Hour - time.Minute)
	if text := ann.Read(); strings.Contains(text, "ding") {
		t.Errorf("it came twice: %s", text)
	}
}

// What a timer names must be there when it is set, so that a slip of the pen
// is found at once.
func TestTimerNamesAFunction(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, ticking)})
	ann := join(t, s, "Ann")
	for _, code := range []string{
		`mud.delay(1, "bed.lib.tick.cuont", me)`, `mud.ticker.add(1, "bed.lib.tock.count", { id = "x" })`,
		`mud.monitor.add(me, "db.hp", "count", { id = "x" })`,
	} {
		ann.Type("try " + code)
	}
	faults := s.Engine.Faults()
	if len(faults) != 3 {
		t.Fatalf("the faults are %v", faults)
	}
	for i, want := range []string{`bed.lib.tick has no such function`, `there is no module "bed.lib.tock"`, "plugin.lib.topic.fn"} {
		sees(t, faults[i].Error, want)
	}
}

// A timer that fails is undone as a command is, keeps its beat, and hurts
// nothing else.
func TestFailingTimer(t *testing.T) {
	scripts := bed(t, ticking)
	gone := filepath.Join(scripts, "bed", "lib", "gone.lua")
	write(t, gone, "return { fn = function() end }\n")
	s := open(t, stage.Options{Scripts: scripts})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.ticker.add(10, "bed.lib.tick.fail", { id = "f", me })`)
	ann.Type(`try mud.ticker.add(10, "bed.lib.tick.count", { id = "c", me })`)
	ann.Type(`try mud.ticker.add(10, "bed.lib.gone.fn", { id = "g", me })`)
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	s.Advance(25 * time.Second)
	if text := ann.Read(); text != "" {
		t.Errorf("the failing timer was heard: %q", text)
	}
	sees(t, ann.Type("try me.db.tried"), "-> nil")
	sees(t, ann.Type("try me.db.count"), "-> 2")
	if f := s.Engine.Faults(); len(f) != 2 || f[0].Count != 2 || f[1].Count != 2 {
		t.Errorf("the faults are not two of each broken timer: %v", f)
	}
}

// A timer whose object is gone meets nil, not a ghost.
func TestTimerOfADeletedObject(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, ticking)})
	ann := join(t, s, "Ann")
	ann.Type(`try mud.delay(5, "bed.lib.tick.count", mud.create.object { key = "ball", location = me })`)
	ann.Type(`try mud.find("ball"):delete()`)
	s.Advance(6 * time.Second)
	if n := len(s.Engine.Faults()); n != 1 || !strings.Contains(s.Engine.Faults()[0].Error, "nil") {
		t.Errorf("the faults are %v", s.Engine.Faults())
	}
}

func TestIdleSessionsEnd(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob, stranger := join(t, s, "Ann"), join(t, s, "Bob"), s.Connect()
	s.Advance(50 * time.Minute)
	bob.Type("idle") // the keep-alive counts
	s.Advance(12 * time.Minute)
	sees(t, ann.Read(), "Idle timeout exceeded, disconnecting.")
	if !ann.Closed || bob.Closed || stranger.Closed {
		t.Errorf("closed: ann %v, bob %v, who never logged in %v", ann.Closed, bob.Closed, stranger.Closed)
	}
}

// TestTimersLeaveTurns: what comes in has its turn however many timers are due,
// and all of them are run (promise P5).
func TestTimersLeaveTurns(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, map[string]string{"lib/busy.lua": `local busy = {}
function busy.work(who) for i = 1, 2e5 do end who.ndb.done = (who.ndb.done or 0) + 1 end
return busy
`})})
	ann := join(t, s, "Ann")
	ann.Type(`try (function() for i = 1, 200 do mud.delay(1, "bed.lib.busy.work", me) end end)()`)
	s.Clock.Advance(2 * time.Second)
	left := 0
	if err := s.Do(func(e *engine.Engine) error { left = len(e.Pending()); return nil }); err != nil {
		t.Fatal(err)
	}
	if left < 100 {
		t.Errorf("only %d of 200 timers were left when it was its turn", left)
	}
	sees(t, ann.Type("try me.ndb.done"), "200")
}
