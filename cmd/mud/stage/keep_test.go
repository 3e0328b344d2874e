package stage_test

import (
	"strings"
	"testing"
	"time"
)

// keg is a typeclass with defaults, and with words that a reload changes.
func keg(words string) map[string]string {
	return map[string]string{
		"typeclasses/keg.lua": `local mud = require("mud")
local Keg = mud.typeclass { key = "keg", extends = require("core.typeclasses.thing"), db = { marks = { "new" }, size = 3 } }
function Keg:at_get(getter) getter:msg("` + words + ` is heavy.") end
return Keg`,
		"lib/drip.lua": `return { now = function(who) who:msg("` + words + ` drips.") end }`,
	}
}

// TestDefaultsChangedInPlaceAreKept is row 39 of the users' pains: what is
// changed inside of a default that was never assigned is there after the Server
// was killed, for that object and no other.
func TestDefaultsChangedInPlaceAreKept(t *testing.T) {
	s := withPlugin(t, keg("It"))
	ann := player(t, s, "Ann", true)
	lua(t, ann, `mud.create.object { key = "keg", typeclass = "game.keg", location = here }`, "keg")
	lua(t, ann, `mud.create.object { key = "cask", typeclass = "game.keg", location = here }`, "cask")
	lua(t, ann, `(function() local m = mud.find("keg").db.marks; m[#m + 1] = { "chalk" }; m[2][2] = me end)()`, "nothing")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann = player(t, s, "Ann", true)
	says(t, ann, "@examine keg/marks", `{ "new", { "chalk", #`)
	lua(t, ann, `mud.find("keg").db.marks[2][2] == me`, "true")
	says(t, ann, "@examine cask/marks", `{ "new" }`)
	lua(t, ann, `mud.find("cask").attributes:has("marks")`, "false")
	lua(t, ann, `mud.find("cask").db.size`, "3")
}

// TestChangedCodeRunsAtOnce is row 13: after a reload every live object runs
// the code as it is on disk, and so does a timer that was set before.
func TestChangedCodeRunsAtOnce(t *testing.T) {
	root := t.TempDir()
	s := openPlugin(t, root, keg("Old oak"))
	ann := player(t, s, "Ann", true)
	lua(t, ann, `mud.create.object { key = "keg", typeclass = "game.keg", location = here }`, "keg")
	says(t, ann, "get keg", "Old oak is heavy.")
	says(t, ann, "drop keg", "You drop")
	lua(t, ann, `mud.delay(30, "game.lib.drip.now", me)`, "delay")
	writePlugin(t, root, keg("New ash"))
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	ann.Read()
	says(t, ann, "get keg", "New ash is heavy.")
	s.Advance(31 * time.Second)
	if seen := ann.Read(); seen != "New ash drips.\n" {
		t.Errorf("the timer says %q", seen)
	}
}

// TestReferencesToWhatIsGone holds that a deleted object leaves nothing behind
// in the store: not itself, not its exits, not the references to it.
func TestReferencesToWhatIsGone(t *testing.T) {
	s := withPlugin(t, keg("It"))
	ann := player(t, s, "Ann", true)
	first := body(t, ann).Location().Key()
	says(t, ann, "@dig Attic = hatch, ladder", "Attic")
	lua(t, ann, `(function() me.db.den = { mud.find("Attic") }; me.home = mud.find("Attic"); mud.find("Attic").tags:add("den") end)()`, "nothing")
	says(t, ann, "hatch", "Attic")
	if seen := ann.Type("@destroy/force here"); !strings.Contains(seen, "Attic is no more.\n"+first) {
		t.Errorf("who stands in a room that is deleted sees: %s", seen)
	}
	for range 2 {
		lua(t, ann, `me.db.den[1]`, "= nil")
		lua(t, ann, `me.home`, "= nil")
		lua(t, ann, `#mud.find_all { tag = "den" }`, "0")
		lua(t, ann, `mud.find("ladder") or mud.find("hatch")`, "= nil")
		if err := s.Restart(); err != nil {
			t.Fatal(err)
		}
		ann = player(t, s, "Ann", true)
	}
}
