package load

import (
	"slices"
	"strings"
	"testing"

	"mud/engine"
)

// dancing is a plugin that does something to the set of the plugin game.
func dancing(name, table, item string) tree {
	return tree{
		name + "/plugin.toml":        "name = '" + name + "'\nversion = '1'\nrequires = ['game']\n[" + table + "]\n'game.player' = ['" + item + "']\n",
		name + "/commands/say.lua":   "return require('mud').command { key = 'say', run = function() end }",
		name + "/commands/dance.lua": "return require('mud').command { key = 'dance', run = function() end }",
	}
}

// keysAfter are the commands of the set game.player by their full names.
func keysAfter(t *testing.T, g *Generation) string {
	t.Helper()
	set, err := g.Cmdset("game.player")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, b := range set.Commands {
		names = append(names, b.Def.Name)
	}
	return strings.Join(names, " ")
}

// TestJoin: plugins add, replace and remove; where two touch the same command
// the later one in mud.toml counts, and both are named.
func TestJoin(t *testing.T) {
	for _, c := range []struct {
		name    string
		plugins []tree
		order   []string
		want    string
		note    string
	}{
		{"replace keeps the place", []tree{dancing("a", "replace", "say")}, []string{"game", "a"}, "game.exit a.say game.social.pose", ""},
		{"add comes last", []tree{dancing("a", "add", "dance")}, []string{"game", "a"}, "game.exit game.social.say game.social.pose a.dance", ""},
		{"remove", []tree{dancing("a", "remove", "say")}, []string{"game", "a"}, "game.exit game.social.pose", ""},
		{"two replace the same", []tree{dancing("a", "replace", "say"), dancing("b", "replace", "say")}, []string{"game", "a", "b"},
			"game.exit b.say game.social.pose", `The plugins a and b both touch "say" in game.player: a replaces it, then b replaces it.`},
		{"in the other order", []tree{dancing("a", "replace", "say"), dancing("b", "replace", "say")}, []string{"game", "b", "a"},
			"game.exit a.say game.social.pose", `The plugins b and a both touch "say"`},
		{"two add the same", []tree{dancing("a", "add", "dance"), dancing("b", "add", "dance")}, []string{"game", "a", "b"},
			"game.exit game.social.say game.social.pose b.dance", `a adds it, then b adds it`},
		{"one removes what another replaces", []tree{dancing("a", "remove", "say"), dancing("b", "replace", "say")}, []string{"game", "a", "b"},
			"game.exit game.social.pose b.say", `a removes it, then b replaces it`},
		{"and the other way round", []tree{dancing("a", "replace", "say"), dancing("b", "remove", "say")}, []string{"game", "a", "b"},
			"game.exit game.social.pose", `a replaces it, then b removes it`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := game
			for _, p := range c.plugins {
				files = files.plus(p)
			}
			g, report := files.loader(t, c.order...).mustBuild(t)
			if got := keysAfter(t, g); got != c.want {
				t.Errorf("the set has %s, want %s", got, c.want)
			}
			if c.note == "" && len(g.notes) > 0 || !strings.Contains(report, c.note) {
				t.Errorf("the report is %q, want %q", report, c.note)
			}
		})
	}
}

// TestJoinMistakes: a command that is not there to be replaced, and one that is
// there already.
func TestJoinMistakes(t *testing.T) {
	for _, c := range []struct{ table, item, want string }{
		{"replace", "dance", `a/plugin.toml:5:19: [replace] game.player has no command with the key "dance"; what is new is put under [add]`},
		{"replace", "sya", `a/plugin.toml:5:19: [replace] there is no command "sya"`},
		{"add", "say", `game/cmdsets/player.lua:4:32: two commands of this set have the key "say": game.social.say and a.say`},
	} {
		problems := problemsOf(t, game.plus(dancing("a", c.table, c.item)).loader(t, "game", "a"))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), c.want) {
			t.Errorf("told %v, want %s", problems, c.want)
		}
	}
}

// settingCases are settings of plugin.toml and mud.toml, and what is wrong.
var settingCases = []struct {
	name     string
	settings string
	own      map[string]any
	want     string
}{
	{"a default", "cat = 60", nil, ""},
	{"of its type", "cat = 60", map[string]any{"cat": int64(7)}, ""},
	{"a whole number for a number", "cat = 0.5", map[string]any{"cat": int64(7)}, ""},
	{"of another type", "cat = 60", map[string]any{"cat": "x"}, "mud.toml:9:1: [plugin.game] cat must be a whole number, not a text"},
	{"a number for a whole one", "cat = 60", map[string]any{"cat": 0.5}, "mud.toml:9:1: [plugin.game] cat must be a whole number, not a number"},
	{"a name that is not there", "cat = 60\nclock = 5", map[string]any{"clok": int64(1)}, `mud.toml:9:1: [plugin.game] clok is no setting of game; did you mean "clock"?`},
	{"in its range", "cat = { default = 60, min = 1, max = 100 }", map[string]any{"cat": int64(100)}, ""},
	{"too much", "cat = { default = 60, min = 1, max = 100 }", map[string]any{"cat": int64(101)}, "mud.toml:9:1: [plugin.game] cat must be a whole number from 1 to 100, not 101"},
	{"too little", "cat = { default = 60, min = 1 }", map[string]any{"cat": int64(0)}, "mud.toml:9:1: [plugin.game] cat must be a whole number from 1, not 0"},
	{"one of its choices", "mood = { default = 'calm', choices = ['calm', 'wild'] }", map[string]any{"mood": "wild"}, ""},
	{"none of its choices", "mood = { default = 'calm', choices = ['calm', 'wild'] }", map[string]any{"mood": "wide"}, "mud.toml:9:1: [plugin.game] mood must be one of calm wild, not wide"},
	{"a default out of its range", "cat = { default = 0, min = 1 }", nil, "game/plugin.toml:4:1: [settings] cat must be a whole number from 1, not 0"},
	{"an unknown bound", "cat = { default = 1, mim = 1 }", nil, `game/plugin.toml:4:22: [settings] cat has the key "mim"; did you mean "min"?; there are default, min, max, choices`},
}

// TestSettings: settings have types, defaults and bounds; what is wrong in
// mud.toml is told with its line there.
func TestSettings(t *testing.T) {
	for _, c := range settingCases {
		t.Run(c.name, func(t *testing.T) {
			l := game.plus(tree{"game/plugin.toml": "name = \"game\"\nversion = \"1.2.0\"\n[settings]\n" + c.settings + "\n"}).loader(t)
			l.Settings = map[string]map[string]any{"game": c.own}
			l.Where = func(keys ...string) string { return "mud.toml:9" }
			if c.want == "" {
				g, _ := l.mustBuild(t)
				for key, v := range c.own {
					if g.Settings("game")[key] != v {
						t.Errorf("%s is %v, want %v", key, g.Settings("game")[key], v)
					}
				}
				return
			}
			if problems := problemsOf(t, l); len(problems) != 1 || !strings.HasPrefix(problems[0].String(), c.want) {
				t.Errorf("told %v, want %s", problems, c.want)
			}
		})
	}
}

// TestSettingsLater holds that a start after another one tells a mistake in
// mud.toml as it reads it, and a reload as the start read it.
func TestSettingsLater(t *testing.T) {
	l := game.loader(t)
	g, _ := l.mustBuild(t)
	l.Settings = map[string]map[string]any{"game": {"bogus": int64(1)}}
	for _, c := range []struct {
		name  string
		l     *Loader
		later bool
	}{
		{"a start", New(l.Options), false},
		{"a reload", l, true},
	} {
		_, report, err := c.l.Build(engine.Order{History: g.History()})
		if err == nil || !strings.Contains(report, "bogus is no setting of game") || strings.Contains(report, "so it was at the start") != c.later {
			t.Errorf("%s tells %q", c.name, report)
		}
	}
}

// TestNames: what mud.toml names must be there.
func TestNames(t *testing.T) {
	l := game.loader(t)
	l.Settings = map[string]map[string]any{"gmae": {"x": int64(1)}}
	l.Levels = map[string]string{"account": "game.plyer", "session": "game.player"}
	l.Where = func(keys ...string) string {
		return map[string]string{"account": "mud.toml:3", "gmae": "mud.toml:7"}[keys[len(keys)-1]]
	}
	got := strings.Split(problemsOf(t, l).Error(), "\n")
	if len(got) != 2 || !strings.HasPrefix(got[0], `mud.toml:3:1: [cmdsets] account: there is no command set "game.plyer"; did you mean "game.player"?`) ||
		!strings.HasPrefix(got[1], `mud.toml:7:1: [plugin.gmae] there is no plugin "gmae" in `) || !strings.HasSuffix(got[1], `did you mean "game"?`) {
		t.Errorf("told %q", got)
	}
}

// TestSwitches: what was turned on and off in the game goes over mud.toml.
func TestSwitches(t *testing.T) {
	files := game.plus(dancing("a", "add", "dance")).plus(dancing("b", "add", "dance"))
	l := files.loader(t, "game", "b")
	scripts, _, err := l.Build(engine.Order{Plugins: map[string]bool{"a": true, "b": false, "gone": true}})
	if err != nil {
		t.Fatal(err)
	}
	g := scripts.(*Generation)
	if got := keysAfter(t, g); !strings.HasSuffix(got, " a.dance") {
		t.Errorf("the set has %s", got)
	}
	var told []string
	for _, p := range g.Plugins() {
		told = append(told, p.Name)
		if p.Used != (p.Name != "b") || p.Listed != (p.Name != "a") || p.Switched != (p.Name != "game") {
			t.Errorf("%+v", p)
		}
	}
	if !slices.Equal(told, []string{"a", "b", "game"}) {
		t.Errorf("the plugins are %q", told)
	}
}
