package main

import (
	"bufio"
	"fmt"
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

// TestWatchedTests saves a script and its test while `mud test --watch` runs:
// each time the tests are run again, and the failing line is told.
func TestWatchedTests(t *testing.T) {
	dir, scripts := t.TempDir(), linkedScripts(t)
	write(t, filepath.Join(dir, "mud.toml"), fmt.Sprintf("[scripts]\npath = %q\n", scripts))
	for _, made := range [][2]string{{"plugin", "toy"}, {"command", "toy.fun.wave"}} {
		if out, err := mud(t.Context(), dir, "new", made[0], made[1]).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	cmd := mud(t.Context(), dir, "test", "--watch", filepath.Join(scripts, "toy"))
	out, err := cmd.StdoutPipe()
	must(t, err)
	cmd.Stderr = os.Stderr
	must(t, cmd.Start())
	lines := bufio.NewScanner(out)
	sees := func(wants ...string) {
		t.Helper()
		for _, want := range wants {
			for {
				if !lines.Scan() {
					t.Fatalf("it ended before %q", want)
				}
				if strings.Contains(lines.Text(), want) {
					break
				}
			}
		}
	}
	sees("3 passed, 0 failed", "They are run again")
	wave := filepath.Join(scripts, "toy", "commands", "fun", "wave.lua")
	good, err := os.ReadFile(wave)
	must(t, err)
	write(t, wave, "return 3\n")
	sees("Changed: toy/commands/fun/wave.lua.", "wave_test.lua:", "toy/commands/fun/wave.lua", "failed", "They are run again")
	write(t, wave, string(good))
	sees("Changed: toy/commands/fun/wave.lua.", "3 passed, 0 failed", "They are run again")
	write(t, strings.Replace(wave, ".lua", "_test.lua", 1), "it('is a lie', function()\n  expect(1, 2)\nend)\n")
	sees("Changed: toy/commands/fun/wave_test.lua.", "wave_test.lua:2: FAILED is a lie", "expected 2, got 1", "1 failed")
	must(t, cmd.Process.Signal(os.Interrupt), cmd.Wait())
}
