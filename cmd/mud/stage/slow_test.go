package stage_test

import (
	"slices"
	"testing"
	"time"

	"mud/engine"
)

// busy are scripts of each kind that go on until they are stopped.
var busy = map[string]string{
	"lib/burn.lua": "local burn = {}\n\nfunction burn.now() while true do end end\n\nreturn burn",
	"typeclasses/oven.lua": `local mud = require("mud")
local Oven = mud.typeclass { key = "oven", extends = require("core.typeclasses.script") }

function Oven:at_repeat() while true do end end

return Oven`,
	"commands/t/bake.lua": `local mud = require("mud")
return mud.command {
  key = "bake",
  locks = "cmd:all()",
  run = function() while true do end end,
}`,
	"plugin.toml": "name = \"game\"\nversion = \"1\"\nrequires = [\"core\"]\n[add]\n\"core.character\" = [\"t.bake\"]\n",
}

// TestSlowScriptsHaveAPlace holds that what held the world up is listed with the
// file and the line, whatever began it: a command, a timer, a monitor, a script
// object.
func TestSlowScriptsHaveAPlace(t *testing.T) {
	s := withPlugin(t, busy)
	ann := player(t, s, "Ann", true)
	ann.Type("bake")
	lua(t, ann, `mud.delay(1, "game.lib.burn.now")`, "=")
	lua(t, ann, `mud.monitor.add(me, "db.hot", "game.lib.burn.now", { id = "hot" })`, "=")
	lua(t, ann, `mud.create.script { key = "oven", typeclass = "game.oven", interval = 2, repeats = 1 }`, "oven")
	lua(t, ann, `(function() me.db.hot = true end)()`, "nothing")
	s.Advance(2 * time.Second)
	want := map[string]string{
		"command game.t.bake": "game/commands/t/bake.lua:5", "timer game.lib.burn.now": "game/lib/burn.lua:3",
		"monitor hot of db.hot": "game/lib/burn.lua:3", "script oven (game.oven)": "game/typeclasses/oven.lua:4",
	}
	err := s.Do(func(e *engine.Engine) error {
		for what, where := range want {
			at := slices.IndexFunc(e.Slow(), func(o engine.Slow) bool { return o.What == what })
			if at < 0 {
				t.Errorf("%s is not listed: %+v", what, e.Slow())
			} else if got := e.Slow()[at].Where; got != where {
				t.Errorf("%s is at %q, want %q", what, got, where)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
