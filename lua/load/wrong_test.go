package load

import (
	"errors"
	"os"
	"testing"
)

// wrong is a plugin with one mistake of every kind that builders make.
var wrong = tree{
	"wrong/plugin.toml": `name = "wrong"
version = "1.0"
requires = ["game"]
author = "me"

[add]
"game.player" = [
  "dance",
  "danse",
]

[replace]
"game.player" = ["wave"]
"game.plyer" = ["wave"]

[settings]
size = { default = 1, mni = 1 }
`,
	"wrong/commands/dance.lua": `local mud = require("mud")
return mud.command {
  key = "dance",
  alises = { "jig" },
  locks = "cmd:prem(Builder)",
  run = "jump",
}
`,
	"wrong/commands/wave.lua": `local mud = require("mud")
return mud.command {
  key = "wave",
  help = "Wave your hand. See ` + "`wvae`" + `.",
  syntax = "<who:charater>",
  run = function(cmd, arg)
    cmd:mgs("You wave.")
  end,
}
`,
	"wrong/commands/twice.lua": `local mud = require("mud")
return mud.command {
  key = "twice",
  key = "thrice",
  run = function() end,
}
`,
	"wrong/commands/half.lua":       "local mud = require(\"mud\")\nreturn mud.command { key = \"half\",\n  run = function(cmd)\n",
	"wrong/commands/none.lua":       "local mud = require(\"mud\")\n",
	"wrong/commands/syntax.lua":     "local mud = require(\"mud\")\nreturn mud.command { key = = \"syntax\" }\n",
	"wrong/lib/missing.lua":         "local words = require(\"game.lib.wrods\")\nreturn {}\n",
	"wrong/lib/fails.lua":           "local t\nreturn { t.x }\n",
	"wrong/lib/world.lua":           "local mud = require(\"mud\")\nmud.create.object { key = \"box\" }\nreturn {}\n",
	"wrong/cmdsets/hall.lua":        "local mud = require(\"mud\")\nreturn mud.cmdset { key = \"hall\",\n  commands = {\n    \"wave\",\n    \"wvae\",\n  },\n  merge = \"join\",\n}\n",
	"wrong/typeclasses/box.lua":     "local mud = require(\"mud\")\nreturn mud.typeclass {\n  key = \"box\",\n  cmdsets = { \"hal\" },\n  at_get = \"no\",\n  weight = 3,\n}\n",
	"wrong/hooks/at_reload.lua":     "local mud = require(\"mud\")\nreturn mud.hook { run = 1 }\n",
	"wrong/hooks/at_relaod.lua":     "local mud = require(\"mud\")\nreturn mud.hook { run = function() end }\n",
	"wrong/menus/stall.lua":         "local mud = require(\"mud\")\nreturn mud.menu {\n  key = \"stall\",\n  nodes = {\n    start = { text = \"Buy?\", options = { { desc = \"Yes\", to = \"by\" } } },\n    buy = { text = \"Bought.\" },\n  },\n}\n",
	"wrong/lockfuncs/wet.lua":       "local mud = require(\"mud\")\nreturn mud.lockfunc { rnu = function() end }\n",
	"wrong/inputfuncs/ping.lua":     "local mud = require(\"mud\")\nreturn mud.inputfunc {}\n",
	"wrong/help/wave.md":            "How to wave.\n",
	"wrong/texts/deep/motd.txt":     "Hello.\n",
	"wrong/commands/dance_test.lua": "describe(\"dance\", function()\n  expct(1)\nend)\n",
}

// TestWrong holds the whole report on a plugin with many mistakes: for each the
// file, the line, the column, the line itself and, where something is like it,
// what may have been meant.
func TestWrong(t *testing.T) {
	_, err := game.plus(wrong).loader(t, "game", "wrong").Check()
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("it says %v", err)
	}
	for _, p := range problems {
		if p.Line == 0 || p.Column == 0 || p.Plugin != "wrong" {
			t.Errorf("told without its place: %+v", p)
		}
	}
	want, err := os.ReadFile("testdata/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := problems.Error() + "\n"; got != string(want) {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
}
