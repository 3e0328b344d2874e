package load

import (
	"strings"
	"testing"
)

// TestBrokenHelpIsTold holds that a help text which names what is not there is
// told by a reload, which goes through all the same.
func TestBrokenHelpIsTold(t *testing.T) {
	l := game.loader(t)
	l.mustBuild(t)
	tree{"game/help/trade.md": "Buy with\n`bye`."}.write(t, l.Path)
	g, report := l.mustBuild(t)
	if want := "game/help/trade.md:2:2: there is no command \"bye\"\n    `bye`."; !strings.Contains(report, want) || g.Number() != 2 {
		t.Errorf("generation %d tells %q, want %q", g.Number(), report, want)
	}
}

// TestOtherMarkdown holds that a README in a plugin's folder is no help topic.
func TestOtherMarkdown(t *testing.T) {
	g, _ := game.plus(tree{"game/README.md": "For `builders`."}).loader(t).mustBuild(t)
	if help := g.Help(); len(help) != 1 || help[0].Name != "start" {
		t.Errorf("topics %v, want start alone", help)
	}
}
