package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/cmd/mud/scene"
)

// put puts a program in the place of the one that is there, as an upgrade does.
func put(t *testing.T, file string, program []byte) {
	t.Helper()
	part := file + ".part"
	must(t, os.WriteFile(part, program, 0o700), os.Rename(part, file))
}

// TestUpgrade upgrades the program while people play: mud restart takes the new
// one. One that does not come up is replaced by the one before it, and the admin
// is told so in the game and at the shell.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	one, err := os.ReadFile(built(t, versionOne))
	must(t, err)
	two, err := os.ReadFile(built(t, versionTwo))
	must(t, err)
	dir := folder(t, "")
	program := filepath.Join(dir, "mud")
	put(t, program, one)
	p := startProgram(t, program, dir)
	defer p.kill(t)
	ann := enter(t, p.telnet, "Ann", true)
	must(t, ann.Type("@claim "+p.claim), ann.See("superuser"))
	plays := func(player *scene.Player, version string) {
		t.Helper()
		must(t, player.Type("say with "+version), player.See(`You say, "with `+version+`"`))
		if s := p.status(t); s.Version != version {
			t.Fatalf("the server is of version %s, want %s; the log:\n%s", s.Version, version, p.log)
		}
	}
	plays(ann, "one")
	put(t, program, two)
	holds(t, p.command(t, "restart"), "A new server runs.")
	must(t, ann.See("… Server restarted."))
	plays(ann, "two")
	put(t, program, two[:len(two)/2]) // a copy that was cut short
	must(t, ann.Type("@restart"), ann.See("The new server did not start: "), ann.See("The one before it is started instead."), ann.See("… Server restarted."))
	plays(ann, "two")
	put(t, program, two[:len(two)/3])
	out := ends(t, dir, exitFailed, "restart")
	if !strings.Contains(out, "did not start") || !strings.Contains(out, "The one before it is started instead.") {
		t.Errorf("mud restart says: %s", out)
	}
	must(t, ann.See("… Server restarted."))
	plays(ann, "two")
	holds(t, ends(t, dir, exitFailed, "restart"), "did not start before, and is not tried again. The one before it is started instead.")
	must(t, ann.See("… Server restarted."))
	plays(ann, "two")
	put(t, program, one)
	holds(t, p.command(t, "restart"), "A new server runs.")
	must(t, ann.See("… Server restarted."))
	plays(ann, "one")
}
