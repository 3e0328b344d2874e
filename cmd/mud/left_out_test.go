package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestRestartTellsWhatIsLeftOut: a mistake in a plugin's settings takes the
// plugin out at a restart, and who asked for it is told so, in the game too.
func TestRestartTellsWhatIsLeftOut(t *testing.T) {
	dir := folder(t, "")
	file := filepath.Join(dir, "mud.toml")
	good, err := os.ReadFile(file)
	must(t, err)
	p := start(t, dir)
	defer p.kill(t)
	root := enter(t, p.telnet, "Root", true)
	must(t, root.Type("@claim "+p.claim), root.See("superuser"))
	must(t, os.WriteFile(file, append(good, "\n[plugin.haven]\ncat = \"often\"\n"...), 0o600))
	const mistake = "[plugin.haven] cat must be a whole number, not a text"
	holds(t, ends(t, dir, exitFailed, "restart"), "A new server runs.", "LEFT OUT  the plugin haven: ", mistake)
	holds(t, p.command(t, "status"), "LEFT OUT  the plugin haven: ")
	must(t, root.Type("@plugin"), root.See("(left out: "), root.See(mistake))
	must(t, os.WriteFile(file, good, 0o600))
	holds(t, ends(t, dir, exitFailed, "reload"), mistake, "mud restart reads the file anew")
	holds(t, p.command(t, "restart"), "A new server runs.")
	if s := p.status(t); len(s.LeftOut) > 0 {
		t.Errorf("left out: %v", s.LeftOut)
	}
}
