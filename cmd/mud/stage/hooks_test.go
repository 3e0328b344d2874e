package stage_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/object"
	"mud/engine/value"
)

// recorder is a plugin whose typeclasses note each of their hooks with its
// arguments, and then do what core's do.
var recorder = map[string]string{
	"lib/rec.lua": `local mud = require("mud")
local rec = {}
local function text(v)
  if type(v) == "userdata" and v.sessid then return "session" end
  return type(v) == "userdata" and v.key or tostring(v)
end
function rec.note(self, name, ...)
  local args = {}
  for i = 1, select("#", ...) do args[i] = text((select(i, ...))) end
  local log = mud.find_all({ tag = "log" })[1]
  if log then table.insert(log.db.lines, self.key .. "." .. name .. "(" .. table.concat(args, ", ") .. ")") end
end
function rec.class(t, hooks)
  local class = mud.typeclass(t)
  for _, name in ipairs(hooks) do
    local inherited = t.extends[name]
    class[name] = function(self, ...)
      rec.note(self, name, ...)
      if inherited then return inherited(self, ...) end
    end
  end
  return class
end
rec.moves = { "at_pre_move", "at_post_move", "announce_move_from", "announce_move_to", "at_object_creation", "at_object_post_creation",
  "at_init", "at_object_delete", "at_rename", "at_get", "at_drop", "at_give", "at_pre_get", "at_pre_drop", "at_pre_give", "get_default_home" }
return rec`,
	"typeclasses/thing.lua": `local rec = require("game.lib.rec")
local Thing = rec.class({ key = "thing", extends = require("core.typeclasses.thing") }, rec.moves)
return Thing`,
	"typeclasses/room.lua": `local rec = require("game.lib.rec")
return rec.class({ key = "room", extends = require("core.typeclasses.room") }, { "at_pre_object_leave", "at_pre_object_receive",
  "at_object_leave", "at_object_receive", "at_object_delete" })`,
	"typeclasses/exit.lua": `local rec = require("game.lib.rec")
return rec.class({ key = "exit", extends = require("core.typeclasses.exit") }, { "at_traverse", "at_post_traverse", "at_failed_traverse", "at_object_delete" })`,
	"typeclasses/body.lua": `local rec = require("game.lib.rec")
return rec.class({ key = "body", extends = require("core.typeclasses.character") }, { "at_pre_say", "at_say", "at_look", "at_desc",
  "at_pre_puppet", "at_post_puppet", "at_pre_unpuppet", "at_post_unpuppet", "at_access", "at_server_shutdown", "at_msg_receive" })`,
	"typeclasses/player.lua": `local rec = require("game.lib.rec")
return rec.class({ key = "player", extends = require("core.typeclasses.account") }, { "at_post_create_character", "at_post_add_character",
  "at_post_remove_character", "at_look", "at_disconnect", "at_post_disconnect", "at_pre_login", "at_post_login", "at_first_login" })`,
}

// noted returns what was noted since the last call.
func noted(t *testing.T, s *stage.Stage) []string {
	t.Helper()
	var out []string
	err := s.Do(func(e *engine.Engine) error {
		for _, o := range e.World.Tagged(object.Thing, "log", "") {
			v, _ := o.Attr("", "lines")
			lines, ok := v.(*value.Table)
			for i := 1; ok && i <= lines.Len(); i++ {
				out = append(out, lines.Get(float64(i)).(string))
			}
			o.SetAttr("", "lines", value.NewTable())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestHooksOfEntities plays what calls each hook of the model (spec 10.1 and
// 10.2), and holds the order and the arguments.
func TestHooksOfEntities(t *testing.T) {
	s := withPlugin(t, recorder)
	ann := player(t, s, "Ann", true)
	for _, code := range []string{
		`mud.create.object { key = "log", tags = { "log" }, db = { lines = {} } }`,
		`mud.create.object { key = "Hall", typeclass = "game.room" }`,
		`me:move_to(mud.find("Hall"), { quiet = true })`,
		`mud.create.object { key = "Attic", typeclass = "game.room" }`,
		`mud.create.object { key = "up", typeclass = "game.exit", location = here, destination = mud.find("Attic") }`,
		`mud.create.object { key = "crate", typeclass = "game.thing", location = mud.find("Attic"), home = here }`,
		`me:set_typeclass("game.body")`, `account:set_typeclass("game.player")`,
	} {
		ann.Type("@lua " + code)
	}
	bob := player(t, s, "Bob", false)
	bob.Type("look")
	lua(t, ann, `mud.find("Bob"):move_to(here, { quiet = true })`, "true")
	noted(t, s)
	for _, c := range []struct {
		line string
		want []string // in this order; other hooks may be noted between them
	}{
		{`@lua mud.create.object { key = "ball", typeclass = "game.thing", location = here }`, []string{
			"ball.at_object_creation()", "Hall.at_object_receive(ball, nil, create)", "ball.at_post_move(nil, create)",
			"ball.at_object_post_creation()", "ball.at_init()",
		}},
		{"get ball", []string{
			"ball.at_pre_get(Ann)", "ball.at_pre_move(Ann, get)", "Hall.at_pre_object_leave(ball, Ann, get)",
			"Hall.at_object_leave(ball, Ann, get)", "ball.at_post_move(Hall, get)", "ball.at_get(Ann)",
		}},
		{"give ball to bob", []string{"ball.at_pre_give(Ann, Bob)", "ball.at_pre_move(Bob, give)", "ball.at_give(Ann, Bob)"}},
		{"@lua mud.find('ball'):move_to(me, { quiet = true })", []string{"ball.at_pre_move(Ann, move)"}},
		{"drop ball", []string{"ball.at_pre_drop(Ann)", "Hall.at_pre_object_receive(ball, Ann, drop)", "ball.at_drop(Ann)"}},
		{"@name ball = orb", []string{"orb.at_rename(ball, orb)"}},
		{"say hi", []string{"Ann.at_pre_say(hi, say)", "Ann.at_say(hi, say)"}},
		{"whisper bob = hi", []string{"Ann.at_pre_say(hi, whisper)", "Ann.at_say(hi, whisper)"}},
		{"look me", []string{"Ann.at_access(true, Ann, view)", "Ann.at_desc(Ann)"}},
		{"up", []string{
			"up.at_traverse(Ann, Attic)", "Hall.at_pre_object_leave(Ann, Attic, traverse)", "Attic.at_pre_object_receive(Ann, Hall, traverse)",
			"Hall.at_object_leave(Ann, Attic, traverse)", "Attic.at_object_receive(Ann, Hall, traverse)", "Ann.at_look(Attic)", "up.at_post_traverse(Ann, Hall)",
		}},
		{`@lua me:move_to(mud.find("Hall"))`, []string{"Hall.at_object_receive(Ann, Attic, move)"}},
		{`@lua mud.find("up").locks:add("traverse:false()")`, nil},
		{`@lua mud.find("Attic"):delete()`, []string{
			"Attic.at_object_delete()", "up.at_object_delete()", "crate.at_pre_move(Hall, teleport)", "Hall.at_object_receive(crate, Attic, teleport)",
		}},
		{`@lua mud.find("crate"):set_typeclass("game.thing", { create = true })`, []string{
			"crate.at_object_creation()", "crate.at_object_post_creation()", "crate.at_init()",
		}},
		{"ooc", []string{"Ann.at_pre_unpuppet(Ann, session)", "Ann.at_post_unpuppet(Ann, session)", "Ann.at_look(session)"}},
		{"ic", []string{"Ann.at_pre_puppet(Ann, session)", "Ann.at_post_puppet(Ann, session)"}},
		{`@lua account:add_character(mud.create.object { key = "Zoe", typeclass = "core.character" })`, []string{"Ann.at_post_add_character(Zoe)"}},
		{`@lua account:remove_character(mud.find("Zoe"))`, []string{"Ann.at_post_remove_character(Zoe)"}},
	} {
		ann.Type(c.line)
		wantInOrder(t, c.line, noted(t, s), c.want)
	}
	ann.HangUp()
	wantInOrder(t, "hanging up", noted(t, s), []string{"Ann.at_pre_unpuppet(Ann, session)", "Ann.at_disconnect(hung up, session)", "Ann.at_post_disconnect()"})
	if err := s.Do(func(e *engine.Engine) error { e.Shutdown(""); return nil }); err != nil { // the end is a cold one
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := s.Engine.Run(stopped); err != nil { // runs nothing but the last step
		t.Fatal(err)
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	wantInOrder(t, "a restart", noted(t, s), []string{"Ann.at_server_shutdown()", "crate.at_init()", "orb.at_init()"})
	if faults := s.Engine.Faults(); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
}

// wantInOrder looks for lines in their order among others.
func wantInOrder(t *testing.T, what string, got, want []string) {
	t.Helper()
	rest := got
	for _, line := range want {
		at := -1
		for i, l := range rest {
			if l == line {
				at = i
				break
			}
		}
		if at < 0 {
			t.Errorf("%s: %q was not noted in its place; noted:\n  %s", what, line, strings.Join(got, "\n  "))
			return
		}
		rest = rest[at+1:]
	}
	if len(want) > 0 && len(got) == 0 {
		t.Error(fmt.Sprintf("%s noted nothing", what))
	}
}
