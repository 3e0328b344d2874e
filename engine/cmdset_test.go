package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine/numbered"
)

// cmdsets are command sets for the rules of spec 5.7 to 5.13, and a class whose
// hook gives commands only after dark.
var cmdsets = map[string]string{
	"plugin.toml":          testbed["plugin.toml"],
	"commands/c/wave.lua":  verb("wave"),
	"commands/c/press.lua": verb("press"),
	"commands/c/hum.lua":   verb("hum"),
	"cmdsets/waves.lua":    `return require("mud").cmdset { key = "waves", commands = { "c.wave" } }`,
	"cmdsets/only.lua":     `return require("mud").cmdset { key = "only", priority = 5, merge = "replace", commands = { "c.wave", "core.account.quit" } }`,
	"cmdsets/shut.lua":     `return require("mud").cmdset { key = "shut", no_exits = true, commands = {} }`,
	"cmdsets/alone.lua":    `return require("mud").cmdset { key = "alone", no_objs = true, commands = {} }`,
	"cmdsets/button.lua":   `return require("mud").cmdset { key = "button", commands = { "c.press" } }`,
	"cmdsets/humming.lua":  `return require("mud").cmdset { key = "humming", commands = { "c.hum" } }`,
	"typeclasses/owl.lua": `local mud = require("mud")
local Owl = mud.typeclass { key = "owl", extends = require("core.typeclasses.thing") }
function Owl:at_cmdset_get(caller)
  if self.db.broken then error("hoot") end
  if self.db.night and not self.cmdset:has("bed.humming") then self.cmdset:add("bed.humming") end
  if not self.db.night then self.cmdset:remove("humming") end
end
return Owl`,
}

// verb is a command that says on what it sits.
func verb(key string) string {
	return `return require("mud").command { key = "` + key + `", run = function(cmd)
  cmd:msg("` + key + ` of {obj}", { obj = cmd.obj or "the session" })
end }`
}

// cmdsetSteps are lines of a player, and what they show. "try" runs Lua as the
// player: me, here, session, account.
var cmdsetSteps = []struct {
	name  string
	lines [][2]string
}{
	{"5.10 on each level, taken off by name, by key and as the last", [][2]string{
		{"wave", "There is no command 'wave'"},
		{"try me.cmdset:add('bed.waves') return me.cmdset:has('waves'), me.cmdset:has('bed.waves')", "true"},
		{"wave", "wave of Ann"},
		{"try return me.cmdset:remove('waves')", "-> true"},
		{"wave", "There is no command 'wave'"},
		{"try return me.cmdset:remove('waves')", "-> false"},
		{"try session.cmdset:add('bed.waves')", ""},
		{"wave", "wave of the session"},
		{"try return session.cmdset:remove()", "-> true"},
		{"wave", "There is no command 'wave'"},
		{"try account.cmdset:add('bed.waves')", ""},
		{"wave", "wave of Ann"},
		{"try return table.concat(account.cmdset:all(), ' ')", "core.account bed.waves"},
		{"try account.cmdset:clear() return table.concat(account.cmdset:all(), ' ')", "core.account"},
		{"try return session.cmdset:clear() or table.concat(session.cmdset:all(), ' ')", "core.session"},
		{"try me.cmdset:add('bed.wavs')", "Something went wrong"},
	}},
	{"5.10 the default set is replaced, taken away, and comes back", [][2]string{
		{"try return me.cmdset:has('core.character', true), me.cmdset:has('core.account', true)", "true"},
		{"try me.cmdset:add('bed.waves') me.cmdset:add_default('bed.only') return table.concat(me.cmdset:all(), ' ')", "bed.only bed.waves"},
		{"say hello", "There is no command"},
		{"wave", "wave of Ann"},
		{"try me.cmdset:clear() return table.concat(me.cmdset:all(), ' ')", "There is no command"},
	}},
	{"5.10 a stack without its default", [][2]string{
		{"try me.cmdset:remove_default() return #me.cmdset:all()", "-> 0"},
		{"say hello", "There is no command 'say'"},
		{"who", "Ann"},
		{"try me.cmdset:add('core.character', { default = true }) return table.concat(me.cmdset:all(), ' ')", "core.character"},
		{"say hello", "You say"},
		{"try me.cmdset:add('bed.waves') me.cmdset:reset() return table.concat(me.cmdset:all(), ' ')", "core.character"},
	}},
	{"5.10 what a stack alone comes to", [][2]string{
		{"try me.cmdset:add('bed.shut') me.cmdset:add('bed.waves') local c = me.cmdset:current() return c.key .. ' ' .. c.merge .. ' ' .. tostring(c.no_exits) .. ' ' .. tostring(c.no_objs)", "waves union true nil"},
	}},
	{"5.12 a set of one session is not the other's", [][2]string{
		{"try session.cmdset:add('bed.only')", ""},
		{"look", "There is no command 'look'"},
		{"wave", "wave of the session"},
	}},
	{"5.5, 5.7 no_exits counts wherever it is: on the account, on the place", [][2]string{
		{"try local mud = require('mud') local b = mud.create.object { key = 'Barn', typeclass = 'core.room' } mud.create.object { key = 'barn', typeclass = 'core.exit', location = here, destination = b } mud.create.object { key = 'back', typeclass = 'core.exit', location = b, destination = here }", ""},
		{"barn", "Barn"},
		{"back", "Limbo"},
		{"try account.cmdset:add('bed.shut')", ""},
		{"barn", "There is no command 'barn'"},
		{"try account.cmdset:clear() here.cmdset:add('bed.shut')", ""},
		{"barn", "There is no command 'barn'"},
		{"try here.cmdset:clear()", ""},
		{"barn", "Barn"},
	}},
	{"5.7 things in reach: two give a choice, one behind a lock gives nothing", [][2]string{
		{"try local mud = require('mud') for _, n in ipairs { 'red', 'blue' } do mud.create.object { key = n, location = here }.cmdset:add('bed.button') end", ""},
		{"press", "press-1 (red)"},
		{"press-2", "press of blue"},
		{"2-press", "press of blue"},
		{"try me:search('red').locks:add('call:perm(Builder)')", ""},
		{"press", "press of blue"},
		{"try me.permissions:add('Builder') account.permissions:add('Builder')", ""},
		{"press", "press-2 (blue)"},
		{"try me.cmdset:add('bed.alone')", ""},
		{"press", "There is no command 'press'"},
	}},
	{"5.23 at_cmdset_get may change what a thing gives", [][2]string{
		{"try require('mud').create.object { key = 'owl', typeclass = 'bed.owl', location = here }", ""},
		{"hum", "There is no command 'hum'"},
		{"try me:search('owl').db.night = true", ""},
		{"hum", "hum of owl"},
		{"try local b = require('mud').create.object { key = 'Barn', typeclass = 'core.room' } me:search('owl'):move_to(b) b.key = 'Barn'", ""},
		{"hum", "There is no command 'hum'"},
		{"try me:move_to(require('mud').find('Barn'))", ""},
		{"hum", "hum of owl"},
		{"try local owl = me:search('owl') owl.cmdset:clear() me:move_to(nil) me:move_to(require('mud').find('Barn'))", ""},
		{"hum", "hum of owl"},
		{"try me:search('owl').db.night = nil", ""},
		{"hum", "There is no command 'hum'"},
		{"try me:search('owl').db.broken = true", ""},
		{"say still here", "You say"},
	}},
}

func TestCmdsets(t *testing.T) {
	scripts := bed(t, cmdsets)
	for _, c := range cmdsetSteps {
		t.Run(c.name, func(t *testing.T) {
			ann := join(t, open(t, stage.Options{Scripts: scripts}), "Ann")
			for _, line := range c.lines {
				sees(t, ann.Type(line[0]), line[1])
			}
		})
	}
}

// TestMissingCmdset: a set that is gone is told to who misses it, once; for a
// level's own set core's stands in, and all others work (spec 5.11).
func TestMissingCmdset(t *testing.T) {
	scripts := bed(t, cmdsets)
	s := open(t, stage.Options{Scripts: scripts, Character: "bed.chars", Account: "bed.accounts"})
	ann := join(t, s, "Ann")
	sees(t, ann.Type("say hello"), "Some commands are missing because of a mistake", "You say")
	unseen(t, ann.Type("who"), "missing")

	sees(t, ann.Type("try me.cmdset:add('bed.waves')"), "->")
	sees(t, ann.Type("wave"), "wave of Ann")
	if err := os.Remove(filepath.Join(scripts, "bed", "cmdsets", "waves.lua")); err != nil {
		t.Fatal(err)
	}
	if report, err := s.Reload(); err != nil {
		t.Fatal(report)
	}
	text := ann.Type("look")
	sees(t, text, "Some commands are missing", "Limbo")
	unseen(t, text, "bed.waves")
	faults := s.Engine.Faults()
	sees(t, faults[len(faults)-1].Error, `there is no command set "bed.waves"`)
	ann.Type("try account.permissions:add('Builder')")
	ann.Type("try me.cmdset:add('bed.only') me.cmdset:remove('bed.only')")
	ann.Type("try me.cmdset:clear() me.cmdset:add('bed.shut')")
	sees(t, ann.Type("say hello"), "You say")
}

func unseen(t *testing.T, text, unwanted string) {
	t.Helper()
	if strings.Contains(text, unwanted) {
		t.Errorf("did not want %q in:\n%s", unwanted, text)
	}
}

// TestNumbers: on which side of a name a number may stand is a setting (spec
// 6.2), for commands and for things.
func TestNumbers(t *testing.T) {
	scripts := bed(t, cmdsets)
	for _, c := range []struct {
		style         numbered.Style
		after, before bool
	}{{numbered.Both, true, true}, {numbered.After, true, false}, {numbered.Before, false, true}} {
		ann := join(t, open(t, stage.Options{Scripts: scripts, Numbers: c.style}), "Ann")
		ann.Type("try for i = 1, 2 do local b = require('mud').create.object { key = 'button', location = here } b.cmdset:add('bed.button') b.db.desc = 'It is number ' .. i end")
		sees(t, ann.Type("press"), c.style.Join("press", 2))
		sees(t, ann.Type("look button"), c.style.Join("button", 2))
		for prefix, want := range map[string]bool{"press-2": c.after, "2-press": c.before} {
			if got := strings.Contains(ann.Type(prefix), "press of button"); got != want {
				t.Errorf("%s: %s works: %v, want %v", c.style, prefix, got, want)
			}
		}
		for name, want := range map[string]bool{"button-2": c.after, "2-button": c.before} {
			if got := strings.Contains(ann.Type("look "+name), "It is number 2"); got != want {
				t.Errorf("%s: look %s works: %v, want %v", c.style, name, got, want)
			}
		}
	}
}
