package load

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"mud/engine"
)

// manifest is a plugin.toml.
func manifest(name, version, requires string) string {
	return fmt.Sprintf("name = %q\nversion = %q\nrequires = [%s]\n", name, version, requires)
}

// pluginCases are mistakes between plugins, with what is told for each plugin
// that is kept out.
var pluginCases = []struct {
	name  string
	files tree
	names []string
	want  []string
}{
	{"a plugin that has no folder", nil, []string{"game", "magic"},
		[]string{"magic: magic/plugin.toml:1:1: there is no such file"}},
	{"a version that is too old", tree{"magic/plugin.toml": manifest("magic", "1", `"game >= 1.10"`)}, []string{"magic", "game"},
		[]string{"magic: magic/plugin.toml:3:14: requires game >= 1.10, but game has version 1.2.0"}},
	{"a version that has fewer parts", tree{"magic/plugin.toml": manifest("magic", "1", `"game >= 1.2.0.1"`)}, []string{"magic", "game"},
		[]string{"magic: magic/plugin.toml:3:14: requires game >= 1.2.0.1, but"}},
	{"a cycle of two", tree{"a/plugin.toml": manifest("a", "1", `"b"`), "b/plugin.toml": manifest("b", "1", `"a"`)}, []string{"game", "a", "b"}, []string{
		`a: a/plugin.toml:3:14: requires the plugin "b", which failed or requires this one`,
		`b: b/plugin.toml:3:14: requires the plugin "a", which failed or requires this one`}},
	{"what requires one that fails", tree{
		"a/plugin.toml": manifest("a", "1", `"b"`), "b/plugin.toml": manifest("b", "1", `"c"`)}, []string{"a", "game", "b"}, []string{
		`a: a/plugin.toml:3:14: requires the plugin "b", which failed`,
		`b: b/plugin.toml:3:14: requires the plugin "c", which is not in use`}},
	{"a command of another plugin without its name", tree{"a/plugin.toml": manifest("a", "1", `"game"`),
		"a/cmdsets/x.lua": "return require('mud').cmdset { commands = { 'social.say' } }"}, []string{"game", "a"},
		[]string{`a: a/cmdsets/x.lua:1:46: there is no command "social.say": it is the path below commands/ with dots, such as "social.say"; did you mean "game.social.say"?`}},
	{"a cycle of modules", tree{"game/lib/a.lua": "\nreturn require('game.lib.b')", "game/lib/b.lua": "return require('game.lib.a')"}, []string{"game"}, []string{
		"game: game/lib/b.lua:1:1: game.lib.a requires itself: game.lib.a requires game.lib.b requires game.lib.a"}},
	{"a module that fails is told once", tree{"game/lib/a.lua": "return require('game.lib.c')",
		"game/lib/b.lua": "return require('game.lib.c')", "game/lib/c.lua": "\nerror('no')"}, []string{"game"},
		[]string{"game: game/lib/c.lua:2:1: no"}},
}

// TestBadPlugins are mistakes between plugins; each is told for each plugin
// that it keeps out.
func TestBadPlugins(t *testing.T) {
	for _, c := range pluginCases {
		t.Run(c.name, func(t *testing.T) {
			problems := problemsOf(t, game.plus(c.files).loader(t, c.names...))
			var got []string
			for _, p := range problems {
				p.Source = ""
				if told := p.Plugin + ": " + p.String(); !slices.Contains(got, told) {
					got = append(got, told)
				}
			}
			slices.Sort(got)
			if !slices.EqualFunc(got, c.want, strings.HasPrefix) {
				t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			if told := strings.Count(problems.Error(), ".lua:") + strings.Count(problems.Error(), ".toml:"); told != len(c.want) {
				t.Errorf("the report has %d places, want %d:\n%v", told, len(c.want), problems)
			}
		})
	}
}

// TestOrder: plugins come behind those that they require, else as they are
// listed.
func TestOrder(t *testing.T) {
	hook := "return require('mud').hook { run = function() print('%s') end }"
	files := tree{}
	for name, requires := range map[string]string{"a": `"c"`, "b": "", "c": `"game >= 1.2"`} {
		files[name+"/plugin.toml"] = manifest(name, "1", requires)
		files[name+"/hooks/at_server_start.lua"] = fmt.Sprintf(hook, name)
	}
	l := game.plus(files).loader(t, "a", "b", "c", "game", "b")
	var log bytes.Buffer
	l.Log = slog.New(slog.NewTextHandler(&log, nil))
	g, _ := l.mustBuild(t)
	if err := g.Event("at_server_start"); err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, line := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		_, text, _ := strings.Cut(line, "msg=")
		order = append(order, text[:1])
	}
	if want := []string{"c", "a", "b"}; !slices.Equal(order, want) {
		t.Errorf("hooks ran in the order %q, want %q", order, want)
	}
}

// startCases: a plugin that fails at a cold start is left out, and what
// requires it; if core fails there is no game (design.md, section 6).
var startCases = []struct {
	name    string
	files   tree
	want    string // the plugins that are there, "" for no start
	leftOut []string
}{
	{"all is well", nil, "core good", nil},
	{"a syntax error", tree{"good/lib/x.lua": "x x"}, "core", []string{"good"}},
	{"a failing file and one that requires its plugin", tree{
		"good/lib/x.lua":   "error('no')",
		"next/plugin.toml": manifest("next", "1", `"good"`),
	}, "core", []string{"good", "next"}},
	{"a plugin that is not there", tree{"good/plugin.toml": "", "good/hooks/at_server_stop.lua": ""}, "core", []string{"good"}},
	{"core fails", tree{"core/lib/x.lua": "x x"}, "", nil},
	{"core has no exit command", tree{"core/commands/exit.lua": ""}, "", nil},
}

// havingSetA are the plugins whose set "a" is there.
func havingSetA(scripts engine.Scripts, names []string) string {
	var there []string
	for _, name := range names {
		if scripts == nil {
			break
		}
		if _, err := scripts.Cmdset(name + ".a"); err == nil {
			there = append(there, name)
		}
	}
	return strings.Join(there, " ")
}

// TestStart holds, too, that a plugin is no longer told as left out once it is
// turned off.
func TestStart(t *testing.T) {
	base := tree{
		"core/plugin.toml":              manifest("core", "1", ""),
		"core/commands/exit.lua":        game["game/commands/exit.lua"],
		"core/cmdsets/a.lua":            "return require('mud').cmdset {}",
		"good/plugin.toml":              manifest("good", "1", ""),
		"good/hooks/at_server_stop.lua": "return require('mud').hook { run = function() end }",
		"good/cmdsets/a.lua":            "return require('mud').cmdset {}",
		"next/cmdsets/a.lua":            "return require('mud').cmdset {}",
	}
	for _, c := range startCases {
		t.Run(c.name, func(t *testing.T) {
			names := []string{"core", "good"}
			if c.files["next/plugin.toml"] != "" {
				names = append(names, "next")
			}
			l := base.plus(c.files).loader(t, names...)
			var log bytes.Buffer
			l.Log = slog.New(slog.NewTextHandler(&log, nil))
			scripts, report, err := l.Start(engine.Order{})
			if (err == nil) != (c.want != "") {
				t.Fatalf("started: %q, %v", report, err)
			}
			if got := havingSetA(scripts, names); got != c.want {
				t.Errorf("started with %q, want %q", got, c.want)
			}
			for _, name := range c.leftOut {
				if !strings.Contains(log.String(), "plugin="+name+" ") {
					t.Errorf("nobody is told that %s is left out:\n%s", name, log.String())
				}
			}
			if c.want == "" {
				return
			}
			off := map[string]bool{}
			for _, told := range l.LeftOut() {
				name, _, _ := strings.Cut(told, ":")
				off[name] = false
			}
			if got := slices.Sorted(maps.Keys(off)); !slices.Equal(got, c.leftOut) {
				t.Errorf("%q are told as left out, want %q", got, c.leftOut)
			}
			if _, report, err := l.Build(engine.Order{Plugins: off}); err != nil || len(l.LeftOut()) > 0 {
				t.Errorf("turned off: %q, %v; still told as left out: %q", report, err, l.LeftOut())
			}
		})
	}
}

// TestStateWhileBuilding holds that who asks for the state of the server does not
// wait for a build.
func TestStateWhileBuilding(t *testing.T) {
	l := game.loader(t)
	l.mustBuild(t)
	l.mu.Lock() // as a build does throughout
	defer l.mu.Unlock()
	told := make(chan bool, 1)
	go func() { told <- l.Uses("game") && len(l.LeftOut()) == 0 }()
	select {
	case ok := <-told:
		if !ok {
			t.Error("the plugin game is not told as in use")
		}
	case <-time.After(10 * time.Second):
		t.Error("nothing is told while a build goes on")
	}
}

// TestNoFolder: who runs mud in the wrong folder is told what to do.
func TestNoFolder(t *testing.T) {
	l := game.loader(t)
	l.Path += "/nowhere"
	if _, _, err := l.Start(engine.Order{}); err == nil || !strings.Contains(err.Error(), "there is no scripts folder") {
		t.Errorf("got %v", err)
	}
}
