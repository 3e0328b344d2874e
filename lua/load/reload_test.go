package load

import (
	"slices"
	"strings"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/value"
)

// compiledAnew are the modules of next that were not taken from former.
func compiledAnew(former, next map[string]*lua.FunctionProto) []string {
	var out []string
	for module, proto := range next {
		if former[module] != proto {
			out = append(out, module)
		}
	}
	slices.Sort(out)
	return out
}

// reloadCases follow one another in one loader: each changes files and says
// what is compiled then, and what is reported.
var reloadCases = []struct {
	name    string
	change  tree
	modules []string // compiled anew; nil for a build that must fail
	report  string
}{
	{"nothing changed", nil, []string{}, "Generation 2: 1 plugins, 7 files (nothing has changed)"},
	{"one changed", tree{"game/lib/words.lua": "return { help = 'Talk.' }"}, []string{"game.lib.words"}, "Generation 3: 1 plugins, 7 files (1 changed: game/lib/words.lua)"},
	{"nothing changed again", nil, []string{}, "Generation 4: 1 plugins, 7 files (nothing has changed)"},
	{"one is new", tree{"game/lib/new.lua": "return {}"}, []string{"game.lib.new"}, "Generation 5: 1 plugins, 8 files (1 changed: game/lib/new.lua)"},
	{"the same text in another file", tree{"game/lib/copy.lua": "return {}"}, []string{"game.lib.copy"}, "Generation 6: 1 plugins, 9 files (1 changed: game/lib/copy.lua)"},
	{"one does not compile", tree{"game/lib/new.lua": "return {"}, nil, "game/lib/new.lua:1"},
	{"one fails when it is run, another has changed too", tree{"game/lib/new.lua": "error('no')", "game/lib/copy.lua": "return { 2 }"}, nil, "game/lib/new.lua:1:1: no"},
	{"all that changed since the last good one is told", tree{"game/lib/new.lua": "return { 1 }"}, []string{"game.lib.copy", "game.lib.new"}, "Generation 7: 1 plugins, 9 files (2 changed: game/lib/copy.lua, game/lib/new.lua)"},
	{"a failure that is taken back", tree{"game/lib/new.lua": "error('no')"}, nil, "game/lib/new.lua:1:1: no"},
	{"is no change", tree{"game/lib/new.lua": "return { 1 }"}, []string{}, "Generation 8: 1 plugins, 9 files (nothing has changed)"},
	{"one is gone", tree{"game/lib/new.lua": ""}, []string{}, "Generation 9: 1 plugins, 8 files (1 changed: game/lib/new.lua (gone))"},
	{"a topic is gone", tree{"game/help/start.md": ""}, []string{}, "Generation 10: 1 plugins, 8 files (1 changed: game/help/start.md (gone))"},
	{"the manifest", tree{"game/plugin.toml": "name = 'game'\nversion = '1.3'\n"}, []string{}, "Generation 11: 1 plugins, 8 files (1 changed: game/plugin.toml)"},
}

func TestReload(t *testing.T) {
	l := game.loader(t)
	former, _ := l.mustBuild(t)
	for _, c := range reloadCases {
		c.change.write(t, l.Path)
		if c.modules == nil {
			if problems := problemsOf(t, l); !strings.Contains(problems.Error(), c.report) {
				t.Errorf("%s: told %v, want %q", c.name, problems, c.report)
			}
			continue
		}
		g, report := l.mustBuild(t)
		if got := compiledAnew(former.protos, g.protos); !slices.Equal(got, c.modules) {
			t.Errorf("%s: compiled %q, want %q", c.name, got, c.modules)
		}
		if !strings.HasPrefix(report, c.report) {
			t.Errorf("%s: report %q, want %q", c.name, report, c.report)
		}
		former = g
	}
}

// TestReloadManyChanged: a long list is cut.
func TestReloadManyChanged(t *testing.T) {
	l := game.loader(t)
	l.mustBuild(t)
	more := tree{}
	for _, n := range strings.Split("a b c d e f g h i j", " ") {
		more["game/lib/"+n+".lua"] = "return {}"
	}
	more.write(t, l.Path)
	if _, report := l.mustBuild(t); !strings.Contains(report, "10 changed: game/lib/a.lua,") || !strings.Contains(report, "game/lib/h.lua and 2 more)") {
		t.Error(report)
	}
}

// TestSlowScripts: scripts that take too long to load change nothing (row 14),
// and what was changed with them is not used either (row 18).
func TestSlowScripts(t *testing.T) {
	l := game.plus(tree{"game/lib/a.lua": "return { 1 }"}).loader(t)
	l.LoadTime = 200 * time.Millisecond
	g, _ := l.mustBuild(t)
	slow := tree{"game/lib/a.lua": "return { 2 }"}
	for _, n := range strings.Split("b c d e f g h i j k l m n o p", " ") {
		slow["game/lib/"+n+".lua"] = "for i = 1, 2e6 do end"
	}
	slow.write(t, l.Path)
	problems := problemsOf(t, l)
	if text := problems.Error(); !strings.Contains(text, "running all scripts has taken longer than 200ms before this one was reached") {
		t.Errorf("told %v", text)
	}
	if a := g.modules["game.lib.a"].(*lua.LTable).RawGetInt(1); a != lua.LNumber(1) {
		t.Errorf("the former generation has %v", a)
	}
}

// TestFailedBuild: the former generation goes on as if nothing had been tried
// (promise P4).
func TestFailedBuild(t *testing.T) {
	for name, bad := range map[string]tree{
		"a file that does not compile": {"game/lib/words.lua": "return {"},
		"a file that fails":            {"game/lib/words.lua": "error('no')"},
		"a definition that is wrong":   {"game/commands/social/say.lua": "return require('mud').command {}"},
		"a set that names nothing":     {"game/cmdsets/player.lua": "return require('mud').cmdset { commands = { 'x' } }"},
		"a plugin that is gone":        {"game/plugin.toml": ""},
		"a script that never ends":     {"game/lib/words.lua": "while true do end"},
	} {
		t.Run(name, func(t *testing.T) {
			l := game.loader(t)
			g, _ := l.mustBuild(t)
			bad.write(t, l.Path)
			problemsOf(t, l)
			set, err := g.Cmdset("game.player")
			if err != nil || len(set.Commands) != 3 {
				t.Errorf("the set is %v, %v", set, err)
			}
			if err := g.Event("at_start"); err != nil {
				t.Errorf("hooks: %v", err)
			}
			r := g.Func("game.lib.words.twice", []value.Value{"ab"})
			if r.Err != nil {
				t.Errorf("functions: %+v", r)
			}
			tree{"game/plugin.toml": game["game/plugin.toml"]}.write(t, l.Path)
			game.write(t, l.Path)
			if next, _ := l.mustBuild(t); next.Number() != 2 {
				t.Errorf("the next good one has number %d, want 2", next.Number())
			}
		})
	}
}

// TestFuncGone: a timer whose function is gone says so.
func TestFuncGone(t *testing.T) {
	g, _ := game.loader(t).mustBuild(t)
	for name, want := range map[string]string{
		"words":                 "not of the form plugin.lib.topic.fn",
		"game.lib.gone.fn":      `there is no module "game.lib.gone" (any more)`,
		"game.lib.words.gone":   "game.lib.words has no such function",
		"game.lib.words.help":   "game.lib.words has no such function",
		"game.lib.words.twice.": "any more",
	} {
		if r := g.Func(name, nil); r.Err == nil || !strings.Contains(r.Err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, r.Err, want)
		}
	}
}

// TestAllAtOnce: one build tells everything that can be known of.
func TestAllAtOnce(t *testing.T) {
	for _, c := range []struct {
		name  string
		files tree
		want  []string // in the order of the report
	}{
		{"what is read", tree{
			"game/plugin.toml":   "name = 'game'\nauthor = 'me'\nlicence = 'MIT'\n",
			"game/lib/a.lua":     "x x",
			"game/lib/b.lua":     "\ny y",
			"game/lib.words.lua": "return {}",
		}, []string{"game/lib/a.lua:1", "game/lib/b.lua:2", "game/lib/words.lua:1", "game/plugin.toml:2", "game/plugin.toml:3"}},
		{"what does not compile, what fails and what is wrong, but not what only misses those", tree{
			"game/lib/words.lua":            "return {",
			"game/commands/social/pose.lua": "error('no')",
			"game/commands/x.lua":           commandFile("  hlep = 1,"),
			"game/cmdsets/x.lua":            "return require('mud').cmdset { commands = { 'social.say', 'social.pose', 'y' } }",
		}, []string{"game/cmdsets/x.lua:1", "game/commands/social/pose.lua:1", "game/commands/x.lua:5", "game/lib/words.lua:1"}},
		{"what is run and linked", tree{
			"game/plugin.toml":       "name = 'game'\n[add]\n'game.x' = []\n",
			"game/cmdsets/x.lua":     "return require('mud').cmdset {\n  merge = 'x',\n  commands = { 'x', 'y' },\n}",
			"game/cmdsets/z.lua":     "return 1",
			"game/commands/a.lua":    commandFile("  hlep = 1,\n  locks = 'x',\n  syntax = '[',"),
			"game/lib/a.lua":         "\n\nerror('no')",
			"game/lib/b.lua":         "while true do end",
			"game/typeclasses/t.lua": "return require('mud').typeclass {\n  cmdsets = { 'w' } }",
		}, []string{"game/cmdsets/x.lua:2", "game/cmdsets/x.lua:3", "game/cmdsets/x.lua:3", "game/cmdsets/z.lua:1",
			"game/commands/a.lua:5", "game/commands/a.lua:6", "game/commands/a.lua:7", "game/lib/a.lua:3", "game/lib/b.lua:1",
			"game/typeclasses/t.lua:2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := problemsOf(t, game.plus(c.files).loader(t))
			var got []string
			for _, text := range strings.Split(problems.Error(), "\n") {
				if !strings.HasPrefix(text, " ") { // the source line is indented
					got = append(got, text)
				}
			}
			if !slices.EqualFunc(got, c.want, func(told, want string) bool { return strings.HasPrefix(told, want+":") }) {
				t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}
