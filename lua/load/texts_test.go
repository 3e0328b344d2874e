package load

import (
	"slices"
	"strings"
	"testing"

	"mud/lua/api"
)

// TestTexts holds that a text or a help topic of a later plugin takes the place
// of an earlier one's, and that both are named unless the later one requires
// the earlier.
func TestTexts(t *testing.T) {
	files := game.plus(tree{
		"game/texts/motd.txt": "Hello.\n", "game/texts/Bye.txt": "Bye.\r\nNow.\r\n", "game/help/start.md": "Begin.",
		"more/plugin.toml": "name = 'more'\nrequires = ['game >= 1.0']\n", "more/texts/motd.txt": "Hello again.\n\n", "more/help/start.md": "Begin again.",
		"else/plugin.toml": "name = 'else'\n", "else/texts/motd.txt": "Hello else.",
	})
	for _, c := range []struct {
		name, motd, start string
		plugins           []string
		note              string
	}{
		{"one", "Hello.", "Begin.", []string{"game"}, ""},
		{"one that requires it", "Hello again.\n", "Begin again.", []string{"game", "more"}, ""},
		{"another", "Hello else.", "Begin.", []string{"game", "else"}, `The plugins game and else both have the text "motd". The later one counts; their order is that of [scripts] plugins in mud.toml.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, report := files.loader(t, c.plugins...).mustBuild(t)
			if motd, ok := g.Text("motd"); !ok || motd != c.motd {
				t.Errorf("motd is %q, %v; want %q", motd, ok, c.motd)
			}
			if bye, _ := g.Text("bye"); bye != "Bye.\nNow." {
				t.Errorf("bye is %q", bye)
			}
			if help := g.Help(); len(help) != 1 || help[0].Text != c.start {
				t.Errorf("topics %v, want %q", help, c.start)
			}
			if c.note != "" && !strings.Contains(report, c.note) || c.note == "" && strings.Contains(report, "both") {
				t.Errorf("the report %q, want %q in it", report, c.note)
			}
			at := slices.IndexFunc(g.Plugins(), func(p api.Plugin) bool { return p.Name == "game" })
			if got := g.Plugins()[at].Texts; !slices.Equal(got, []string{"bye", "motd"}) {
				t.Errorf("texts of game: %q", got)
			}
		})
	}
}

// TestTextsReload holds that a text that changed is told by a reload.
func TestTextsReload(t *testing.T) {
	l := game.plus(tree{"game/texts/motd.txt": "Hello."}).loader(t)
	l.mustBuild(t)
	tree{"game/texts/motd.txt": "Hi."}.write(t, l.Path)
	g, report := l.mustBuild(t)
	if motd, _ := g.Text("motd"); motd != "Hi." || !strings.Contains(report, "(1 changed: game/texts/motd.txt)") {
		t.Errorf("motd is %q, the report %q", motd, report)
	}
}
