package load

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestCheck holds what is found before it is run, one mistake each.
func TestCheck(t *testing.T) {
	for _, c := range slices.Concat(checkScripts, checkTexts, checkGood) {
		t.Run(c.name, func(t *testing.T) {
			files := game.plus(tree{
				"game/texts/welcome.txt": "Hello.", "core/plugin.toml": "name = 'core'\nversion = '1.0'\n", "core/typeclasses/pond.lua": needsMud + "local P = mud.typeclass { key = 'pond' }\nfunction P:return_appearance() end\nfunction P:at_get() return self:return_appearance() end\nreturn P", "game/lib/hello.lua": needsMud + "return { say = function(s) s:msg(mud.texts.get('welcome')) end }",
				"game/menus/stall.lua":      needsMud + "return mud.menu { nodes = { start = { text = 'x' } } }",
				"game/typeclasses/bell.lua": needsMud + "local B = mud.typeclass { key = 'bell' }\nfunction B:rings() end\nreturn B",
				"game/lib/items.lua":        "return { list = function() end, help = 'See `hlep`.' }",
				"game/commands/help.lua":    needsMud + "return mud.command { key = 'help', run = function() end }",
				"game/plugin.toml":          "name = 'game'\nversion = '1.0'\n[settings]\nsize = 1\n",
			}).plus(tree{"game/commands/x.lua": needsMud + "return mud.command { key = 'x', run = function() end }"}).plus(tree{c.file: c.source})
			_, err := files.loader(t, Core, "game").Check()
			if c.at == "" {
				if err != nil {
					t.Errorf("it says: %v", err)
				}
				return
			}
			var problems Problems
			if !errors.As(err, &problems) || len(problems) != 1 {
				t.Fatalf("it says: %v", err)
			}
			at := fmt.Sprintf("%s:%d:%d:", problems[0].File, problems[0].Line, problems[0].Column)
			if !strings.HasPrefix(at, strings.TrimSuffix(c.at, ":")+":") || !strings.Contains(problems[0].Message, c.text) {
				t.Errorf("it says %s: %s; want %s: %s", at, problems[0].Message, c.at, c.text)
			}
		})
	}
}

// TestCheckRemove holds that a command which [remove] takes away in vain is
// told.
func TestCheckRemove(t *testing.T) {
	files := game.plus(tree{"game/plugin.toml": "name = 'game'\nversion = '1.0'\n[remove]\n'game.player' = ['sya', 'say']\n"})
	_, err := files.loader(t).Check()
	if err == nil || !strings.Contains(err.Error(), `game/plugin.toml:4:19: [remove]: there is no command "sya"; did you mean "say"?`) {
		t.Errorf("it says: %v", err)
	}
}

// TestCheckProject holds that the project's own scripts are without mistakes.
func TestCheckProject(t *testing.T) {
	l := New(Options{Path: "../../scripts", Plugins: []string{"core", "haven"}})
	if _, err := l.Check(); err != nil {
		t.Error(err)
	}
}

// BenchmarkCheck checks a folder of five hundred files.
func BenchmarkCheck(b *testing.B) {
	files := tree{}
	for name, text := range game {
		files[name] = text
	}
	for i := range 500 {
		files[fmt.Sprintf("game/commands/many/c%d.lua", i)] = fmt.Sprintf(`local mud = require("mud")

return mud.command {
  key = "c%d",
  syntax = "<what:object>",
  help = "Does it.",
  run = function(cmd, arg)
    local who, thing = cmd.caller, arg.what
    mud.refuse_if(not thing:access(who, "get", true), "You can't.")
    for _, o in ipairs(who.contents) do
      if o.key:lower() == thing.key and mud.random(6) > 3 then
        cmd:msg("{what} is {n}.", { what = o, n = #o.contents })
      end
    end
    who.location:msg_contents("{who} does it.", { who = who, exclude = who })
  end,
}
`, i)
	}
	root := b.TempDir()
	files.write(b, root)
	for b.Loop() {
		l := New(Options{Path: root, Plugins: []string{"game"}})
		if _, err := l.Check(); err != nil {
			b.Fatal(err)
		}
	}
}
