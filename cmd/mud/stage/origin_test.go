package stage_test

import (
	"strings"
	"testing"
	"time"
)

// TestScriptOrigin holds that @script knows of each file the reload in which it
// changed last and who asked for that, also after a restart.
func TestScriptOrigin(t *testing.T) {
	root := t.TempDir()
	hop := func(key, more string) string {
		return "return require('mud').command { key = '" + key + "', run = function() end }" + more
	}
	s := openPlugin(t, root, map[string]string{"commands/hop.lua": hop("hop", ""), "commands/run.lua": hop("run", ""), "help/ways.md": "Go."})
	ann, bob := player(t, s, "Ann", true), player(t, s, "Bob", true)

	s.Clock.Advance(time.Minute)
	writePlugin(t, root, map[string]string{"commands/hop.lua": hop("hop", " -- 2")})
	ann.Type("@reload")
	s.Clock.Advance(time.Minute)
	writePlugin(t, root, map[string]string{"commands/run.lua": hop("run", " -- 3"), "help/ways.md": "Go there."})
	bob.Type("@reload")
	s.Clock.Advance(time.Minute)
	bob.Type("@reload") // which changes nothing

	holds := func(when string) {
		t.Helper()
		for name, want := range map[string]string{
			"game.hop":  "command game.hop of game\n  game/commands/hop.lua:1\n  generation 2, loaded by Ann on 2030-01-01 12:01:00 UTC",
			"run":       "game/commands/run.lua:1\n  generation 3, loaded by Bob on 2030-01-01 12:02:00 UTC",
			"game.ways": "help game.ways of game\n  game/help/ways.md:1\n  generation 3, loaded by Bob",
			"pose":      "generation 1, loaded at a start of the server on 2030-01-01 12:00:00 UTC",
		} {
			if got := ann.Type("@script " + name); !strings.Contains(got, want) {
				t.Errorf("%s, @script %s says %q; want %q", when, name, got, want)
			}
		}
	}
	holds("before the restart")
	writePlugin(t, root, map[string]string{"commands/new.lua": hop("new", "")})
	s.Clock.Advance(time.Minute)
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	ann = player(t, s, "Ann", true)
	holds("after the restart")
	if got, want := ann.Type("@script game.new"), "generation 5, loaded at a start of the server on 2030-01-01 12:04:00 UTC"; !strings.Contains(got, want) {
		t.Errorf("of a file that came while the server was away @script says %q, want %q", got, want)
	}
	writePlugin(t, root, map[string]string{"commands/hop.lua": hop("hop", " -- 6")})
	for _, line := range []string{"@reload", "@plugin/off game", "@plugin/on game"} {
		ann.Type(line)
	}
	if got, want := ann.Type("@script game.hop"), "generation 6, loaded by Ann"; !strings.Contains(got, want) {
		t.Errorf("after the next reload @script says %q, want %q", got, want)
	}
}
