package stage_test

import (
	"strings"
	"testing"

	"mud/engine"
)

var lockFuncs = map[string]string{
	"lockfuncs/older.lua": `local mud = require("mud")
return mud.lockfunc { run = function(who, obj, years) return (who.db.age or 0) >= tonumber(years) end }`,
	"lockfuncs/greedy.lua": `local mud = require("mud")
return mud.lockfunc { run = function(who, obj) who.db.asked = true return true end }`,
	"lockfuncs/broken.lua": `local mud = require("mud")
return mud.lockfunc { run = function(who, obj) return obj.nothing.here end }`,
	"typeclasses/keg.lua": `local mud = require("mud")
return mud.typeclass { key = "keg", extends = require("core.typeclasses.thing"), locks = "get:older(18)" }`,
}

// TestLockFunctionOfAPlugin is a lock function in Lua: in the locks of a
// typeclass and of an object, over a reload and a restart, and without its
// plugin.
func TestLockFunctionOfAPlugin(t *testing.T) {
	s := withPlugin(t, lockFuncs)
	ann, bob := player(t, s, "Ann", true), player(t, s, "Bob", false)
	lua(t, ann, `mud.create.object { key = "keg", typeclass = "game.keg", location = here }`, "keg")
	says(t, bob, "get keg", "can't get")
	if err := s.Do(func(*engine.Engine) error { body(t, bob).SetAttr("", "age", 20.0); return nil }); err != nil {
		t.Fatal(err)
	}
	says(t, bob, "get keg", "pick up")
	says(t, bob, "drop keg", "drop")

	says(t, ann, "@lock keg = get:older(21) or perm(Admin)", "older(21)")
	says(t, bob, "get keg", "can't get")
	says(t, ann, "@lock keg = get:oldr(21)", `column 5: there is no lock function "oldr"`)
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	says(t, bob, "get keg", "can't get")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	bob, ann = player(t, s, "Bob", false), player(t, s, "Ann", true)
	says(t, bob, "get keg", "can't get")
	says(t, ann, "get keg", "pick up") // locks do not count for a superuser
}

// TestLockFunctionsAreBounded holds that asking a lock changes nothing, and
// that one whose function fails lets nobody in, with a fault in the log.
func TestLockFunctionsAreBounded(t *testing.T) {
	for name, fault := range map[string]string{"greedy": "it changed it", "broken": "attempt to index"} {
		t.Run(name, func(t *testing.T) {
			s := withPlugin(t, lockFuncs)
			ann, bob := player(t, s, "Ann", true), player(t, s, "Bob", false)
			says(t, ann, "@create/drop ball", "ball")
			says(t, ann, "@lock ball = get:not "+name+"()", name)
			says(t, bob, "get ball", "can't get")
			if _, set := body(t, bob).Attr("", "asked"); set {
				t.Error("a lock function changed the world")
			}
			faults := s.Engine.Faults()
			if len(faults) == 0 || !strings.Contains(faults[0].Error, fault) {
				t.Errorf("faults: %v", faults)
			}
		})
	}
}

// TestQuell plays a superuser down to the rank of the character.
func TestQuell(t *testing.T) {
	s := withPlugin(t, lockFuncs)
	ann := player(t, s, "Ann", true)
	says(t, ann, "@create/drop ball", "ball")
	says(t, ann, "@lock ball = get:false()", "get:false()")
	says(t, ann, "quell", "From now on")
	says(t, ann, "quell", "already")
	says(t, ann, "get ball", "can't get")
	says(t, ann, "@lock ball", "There is no command")
	says(t, ann, "unquell", "counts again")
	says(t, ann, "get ball", "pick up")
}
