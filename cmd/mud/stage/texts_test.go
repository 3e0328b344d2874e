package stage_test

import (
	"strings"
	"testing"
)

// TestTexts holds that a plugin's texts take the place of core's, and that a
// reload changes them.
func TestTexts(t *testing.T) {
	root := t.TempDir()
	s := openPlugin(t, root, map[string]string{
		"texts/connection.txt": "Welcome to the |rMill|n of {game}.\n", "texts/motd.txt": "Bread is cheap, and {players} here.\n",
	})
	if got := s.Connect().Read(); !strings.Contains(got, "Welcome to the Mill of stage.") || strings.Contains(got, "connect <name>") {
		t.Errorf("who connects sees %q", got)
	}
	ann := player(t, s, "Ann", true)
	says(t, ann, "@plugin game", "Texts: connection, motd")
	writePlugin(t, root, map[string]string{"texts/motd.txt": "Bread is dear.\n"})
	says(t, ann, "@reload", "1 changed: game/texts/motd.txt")
	again := s.Connect()
	if got := again.Type("create Bob white-rabbit-9"); !strings.Contains(got, "Bread is dear.") {
		t.Errorf("who logs in sees %q", got)
	}
	says(t, ann, "@script motd", "text game.motd of game")
}
