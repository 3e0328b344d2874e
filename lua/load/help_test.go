package load

import (
	"strings"
	"testing"
)

// TestBrokenHelpIsTold holds that a help text which names what is not there, or
// which a command hides, is told by a reload, which goes through all the same.
func TestBrokenHelpIsTold(t *testing.T) {
	for _, c := range []struct {
		name string
		help tree
		want string
	}{
		{"a command that is not there", tree{"game/help/trade.md": "Buy with\n`@bye`."}, "game/help/trade.md:2:2: there is no command \"@bye\"\n    `@bye`."},
		{"a topic with the name of a command", tree{"game/help/Say.md": "Talk."}, "game/help/Say.md:1:1: help Say shows the command of game/commands/social/say.lua, so those who have the command cannot read this topic"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := game.loader(t)
			l.mustBuild(t)
			c.help.write(t, l.Path)
			if g, report := l.mustBuild(t); !strings.Contains(report, c.want) || g.Number() != 2 {
				t.Errorf("generation %d tells %q, want %q", g.Number(), report, c.want)
			}
		})
	}
}

// TestHelpNamesExits holds that help may name exits, which are things, as what is
// typed, but that a slip in the name of a command is told.
func TestHelpNamesExits(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"`north`, `NE`, `up` and `enter portal`.", ""},
		{"`public hello`.", ""},
		{"`@public`.", `there is no command "@public"`},
		{"`sya hello`.", `there is no command "sya"; did you mean "say"?`},
		{"`|r`, `|rred|n`, `get:false()` and `perm(Builder)`.", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			l := New(Options{Path: "../../scripts", Plugins: []string{Core}, Overlay: map[string]string{"core/help/walking.md": c.text}})
			_, err := l.Check()
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("it says %v, want %q", err, c.want)
			}
		})
	}
}

// TestOtherMarkdown holds that a README in a plugin's folder is no help topic.
func TestOtherMarkdown(t *testing.T) {
	g, _ := game.plus(tree{"game/README.md": "For `builders`."}).loader(t).mustBuild(t)
	if help := g.Help(); len(help) != 1 || help[0].Name != "start" {
		t.Errorf("topics %v, want start alone", help)
	}
}
