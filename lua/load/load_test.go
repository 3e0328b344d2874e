package load

import (
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mud/engine"
)

// tree is a scripts folder: what each file holds, by its path.
type tree map[string]string

// game is the least that is a game: one plugin with a command, a set, a
// typeclass, a module and a hook.
var game = tree{
	"game/plugin.toml":               "name = \"game\"\nversion = \"1.2.0\"\n",
	"game/commands/exit.lua":         "return require('mud').command { key = '__exit', run = function() end }\n",
	"game/commands/social/say.lua":   "local mud = require('mud')\nlocal words = require('game.lib.words')\nreturn mud.command {\n  key = 'say',\n  help = words.help,\n  run = function() end,\n}\n",
	"game/commands/social/pose.lua":  "return require('mud').command { key = 'pose', aliases = { ':' }, run = function() end }\n",
	"game/cmdsets/player.lua":        "local mud = require('mud')\nreturn mud.cmdset {\n  key = 'player',\n  commands = { 'exit', 'social.say', 'game.social.pose' },\n}\n",
	"game/typeclasses/thing.lua":     "return require('mud').typeclass { key = 'thing', cmdsets = { 'player' }, db = { weight = 3 } }\n",
	"game/hooks/at_server_start.lua": "return require('mud').hook { run = function() end }\n",
	"game/lib/words.lua":             "return { help = 'Say something.', twice = function(x) return x .. x end }\n",
	"game/help/start.md":             "# Start\n",
}

// plus is a tree with other files; "" takes one out.
func (t tree) plus(files tree) tree {
	out := maps.Clone(t)
	for path, text := range files {
		if text == "" {
			delete(out, path)
		} else {
			out[path] = text
		}
	}
	return out
}

// write writes files below a folder; "" removes one.
func (t tree) write(tb testing.TB, root string) {
	tb.Helper()
	for path, text := range t {
		path = filepath.Join(root, filepath.FromSlash(path))
		if text == "" {
			if err := os.Remove(path); err != nil {
				tb.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}

// loader is a loader of a tree. Without names it uses the plugin game.
func (t tree) loader(tb testing.TB, names ...string) *Loader {
	tb.Helper()
	root := tb.TempDir()
	t.write(tb, root)
	if names == nil {
		names = []string{"game"}
	}
	return New(Options{
		Path: root, Plugins: names, CallTime: 50 * time.Millisecond, CallMemory: 64 << 20,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
}

// build is a build that must succeed.
func (l *Loader) mustBuild(tb testing.TB) (*Generation, string) {
	tb.Helper()
	scripts, report, err := l.Build(engine.Order{})
	if err != nil {
		tb.Fatal(err)
	}
	return scripts.(*Generation), report
}

func TestGood(t *testing.T) {
	l := game.loader(t)
	l.Settings = map[string]map[string]any{"game": {"clock": 5}}
	game.plus(tree{"game/plugin.toml": "name = \"game\"\n[settings]\nclock = 900\ncat = 60\n"}).write(t, l.Path)
	g, report := l.mustBuild(t)
	if want := "Generation 1: 1 plugins, 7 files (all new), in "; !strings.HasPrefix(report, want) {
		t.Errorf("report %q, want %q", report, want)
	}
	set, err := g.Cmdset("game.player")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, b := range set.Commands {
		keys = append(keys, b.Def.Name+"="+b.Def.Key)
	}
	if want := []string{"game.exit=__exit", "game.social.say=say", "game.social.pose=pose"}; !slices.Equal(keys, want) {
		t.Errorf("commands %q, want %q", keys, want)
	}
	if set.Commands[1].Help != "Say something." {
		t.Errorf("help %q did not come from the module", set.Commands[1].Help)
	}
	thing, ok := g.Typeclass("game.thing")
	if !ok || !slices.Equal(thing.Cmdsets, []string{"game.player"}) || thing.DB["weight"] == nil {
		t.Errorf("typeclass %v %+v", ok, thing)
	}
	if g.Exit() == nil || g.Number() != 1 || len(g.Help()) != 1 || g.Help()[0].Name != "start" {
		t.Errorf("exit %v, number %d, help %v", g.Exit(), g.Number(), g.Help())
	}
	if s := g.Settings("game"); s["clock"] != 5 || s["cat"] != int64(60) {
		t.Errorf("settings %v: mud.toml goes over plugin.toml", s)
	}
	if err := g.Event("at_start"); err != nil {
		t.Error(err)
	}
}

// TestGoodScripts: the plugins that mud comes with load.
func TestGoodScripts(t *testing.T) {
	l := New(Options{Path: "../../scripts", Plugins: []string{"haven", "core", "weather", "mail", "chargen"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	g, report := l.mustBuild(t)
	if !strings.Contains(report, "5 plugins") {
		t.Error(report)
	}
	for _, name := range []string{"core.unloggedin", "core.session", "core.account", "core.character"} {
		if set, err := g.Cmdset(name); err != nil || len(set.Commands) == 0 && name != "core.session" {
			t.Errorf("%s: %v, %v", name, set, err)
		}
	}
}

// TestIgnored: what is no part of the game is not read.
func TestIgnored(t *testing.T) {
	l := game.plus(tree{
		"game/commands/social/say_test.lua": "syntax error",
		"game/commands/.hidden.lua":         "syntax error",
		"game/.backup/commands/old.lua":     "syntax error",
		"game/notes.txt":                    "not Lua",
		"game/hooks.lua":                    "return 'beside the folders'",
		"other/plugin.toml":                 "syntax error",
	}).loader(t)
	if _, report := l.mustBuild(t); !strings.Contains(report, "8 files") {
		t.Error(report)
	}
}

// TestLinkedFolder: a plugin may be a link to where it is worked on.
func TestLinkedFolder(t *testing.T) {
	l := game.loader(t)
	elsewhere := filepath.Join(t.TempDir(), "checkout")
	if err := os.Rename(filepath.Join(l.Path, "game"), elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(l.Path, "game")); err != nil {
		t.Fatal(err)
	}
	g, _ := l.mustBuild(t)
	if _, err := g.Cmdset("game.player"); err != nil {
		t.Error(err)
	}
}

// TestAddRemove: a plugin changes the sets of another by its manifest.
func TestAddRemove(t *testing.T) {
	l := game.plus(tree{
		"more/plugin.toml":        "name = 'more'\nrequires = ['game >= 1.2']\n[add]\n'game.player' = ['dance']\n[remove]\n'game.player' = ['say']\n",
		"more/commands/dance.lua": "return require('mud').command { key = 'dance', run = function() end }",
	}).loader(t, "more", "game")
	g, _ := l.mustBuild(t)
	set, err := g.Cmdset("game.player")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, b := range set.Commands {
		keys = append(keys, b.Def.Key)
	}
	if want := []string{"__exit", "pose", "dance"}; !slices.Equal(keys, want) {
		t.Errorf("got %q, want %q", keys, want)
	}
}

var _ engine.Scripts = (*Generation)(nil)
