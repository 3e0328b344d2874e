package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWatch saves scripts while the server runs: what is saved is live, a
// mistake changes nothing, and builders are told of both.
func TestWatch(t *testing.T) {
	dir, scripts := folder(t, "watch = true\n"), t.TempDir()
	must(t, os.CopyFS(scripts, os.DirFS("../../scripts")))
	project, err := filepath.Abs("../../scripts")
	must(t, err)
	replace(t, filepath.Join(dir, "mud.toml"), project, scripts)
	p := start(t, dir)
	defer p.kill(t)
	root, ann := enter(t, p.telnet, "Root", true), enter(t, p.telnet, "Ann", true)
	must(t, root.Type("@claim "+p.claim), root.See("superuser"))

	say := filepath.Join(scripts, "core", "commands", "social", "say.lua")
	good, err := os.ReadFile(say)
	must(t, err)
	replace(t, say, "You say,", "You speak,")
	must(t, root.See("Generation 2:"), root.See("1 changed: core/commands/social/say.lua"), root.Type("say hi"), root.See(`You speak, "hi"`), ann.See(`Root says, "hi"`))

	// As an editor saves that writes a new file and gives it the old one's name.
	must(t, os.WriteFile(say+".tmp", []byte("local mud = require(\"mud\")\nreturn mud.command {"), 0o600), os.Rename(say+".tmp", say))
	must(t, root.See("The scripts were not reloaded, the old ones go on:"), root.See("core/commands/social/say.lua:2"))
	must(t, root.Type("say on"), root.See(`You speak, "on"`))
	must(t, os.WriteFile(say, good, 0o600), root.See("Generation 3"), root.Type("say on"), root.See(`You say, "on"`))

	idle := filepath.Join(scripts, "weather", "lib", "sky.lua")
	replace(t, idle, "Clouds hang low.", "Clouds hang high.")
	must(t, root.See("Saved: weather/lib/sky.lua. Generation"), root.See("The plugin weather is off: @plugin/on weather turns it on."))
	must(t, root.Type("say end"))
	before, err := ann.Until(`Root says, "end"`)
	must(t, err)
	if strings.Contains(before, "Generation") {
		t.Errorf("who is no builder is told: %s", before)
	}
}
