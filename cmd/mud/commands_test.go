package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/scene"
)

// TestCommandLine runs the sub-commands beside a running server, as an admin
// would.
func TestCommandLine(t *testing.T) {
	dir := folder(t, "")
	p := start(t, dir)
	copyFile := filepath.Join(dir, "copy.db")
	failing := filepath.Join(t.TempDir(), "core", "x_test.lua")
	write(t, filepath.Join(filepath.Dir(failing), "plugin.toml"), "name = \"core\"\n")
	linked, wrong := linkedScripts(t), linkedScripts(t)
	if err := os.Remove(filepath.Join(wrong, "core")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(wrong, "core"), os.DirFS("../../scripts/core")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(wrong, "core", "commands", "x.lua"), "return require('mud').command { key = 'x', run = function(cmd)\nreturn cmd.agrs\nend }\n")
	write(t, failing, "it('x', function()\nexpect(1, 2)\nend)\n")
	for _, c := range []struct {
		name, stdin string
		args        []string
		want        string
		code        int
	}{
		{"status", "", []string{"status"}, "0 logged in of 0 connections", 0},
		{"status as JSON", "", []string{"status", "--json"}, `"generation":1`, 0},
		{"reload", "", []string{"reload"}, "Generation 2: 2 plugins", 0},
		{"check", "", []string{"check"}, "No mistakes. Generation 1: 2 plugins", 0},
		{"meta", "", []string{"meta", linked}, "", 0},
		{"test", "", []string{"test", "--filter", "whisper"}, "4 passed, 0 failed, 0 pending", 0},
		{"test with a seed", "", []string{"test", "--filter", "whisper", "--seed", "7"}, "(seed 7).", 0},
		{"test of no such name", "", []string{"test", "--filter", "wisper"}, "No test was run: none has that name.", 1},
		{"test that fails", "", []string{"test", failing}, "x_test.lua:2: FAILED x\n    expected 2, got 1", 1},
		{"test of nothing", "", []string{"test", dir}, "no file *_test.lua", 1},
		{"check of mistakes", "", []string{"check", wrong}, `core/commands/x.lua:2:12: cmd has no "agrs"; did you mean "args"?`, 1},
		{"backup", "", []string{"backup", copyFile}, "Saved to", 0},
		{"backup over a file that is there", "", []string{"backup", copyFile}, "choose another name", 1},
		{"admin create", "correct-horse-9\n", []string{"admin", "create", "Root"}, "The superuser is made.", 0},
		{"admin create with a bad password", "short\n", []string{"admin", "create", "Root2"}, "at least", 1},
		{"an unknown command", "", []string{"relaod"}, "unexpected argument relaod", 2},
		{"a settings file that is not there", "", []string{"--config", "none.toml", "status"}, "none.toml", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := mud(t.Context(), dir, c.args...)
			cmd.Stdin = strings.NewReader(c.stdin)
			out, _ := cmd.CombinedOutput()
			if !strings.Contains(string(out), c.want) || cmd.ProcessState.ExitCode() != c.code {
				t.Errorf("exit code %d, want %d; wanted %q in:\n%s", cmd.ProcessState.ExitCode(), c.code, c.want, out)
			}
		})
	}
	for file, want := range map[string]string{
		".meta/game.d.lua": `---| "haven.inn"`, ".meta/mud.d.lua": "function mud.refuse(", ".meta/test.d.lua": "function describe(", ".luarc.json": "Lua 5.1",
	} {
		text, err := os.ReadFile(filepath.Join(linked, file))
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("mud meta: %s does not have %q (%v)", file, want, err)
		}
	}
	root := enter(t, p.telnet, "Root", false)
	must(t, root.Type("@lua here.key"), root.See(`= "The Square"`))
	if out, err := mud(t.Context(), dir, "stop").CombinedOutput(); err != nil {
		t.Fatalf("mud stop: %v\n%s", err, out)
	}
	must(t, root.See("The server is shutting down."), root.End())
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("mud run ended with %v", err)
	}
	out, _ := mud(t.Context(), dir, "status").CombinedOutput()
	if !strings.Contains(string(out), "no server is running here") {
		t.Errorf("status of no server: %s", out)
	}
	offlineAdmin(t, dir)
}

// offlineAdmin makes a superuser while no server runs, who can then enter.
func offlineAdmin(t *testing.T, dir string) {
	cmd := mud(t.Context(), dir, "admin", "create", "Rescue")
	cmd.Stdin = strings.NewReader("correct-horse-9\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("admin create without a server: %v\n%s", err, out)
	}
	p := start(t, dir)
	rescue := enter(t, p.telnet, "Rescue", false)
	must(t, rescue.Type("@lua 1 + 1"), rescue.See("= 2"))
	p.kill(t)
}

// TestBadStart holds that a start that cannot be ends with a text that says
// what to do.
func TestBadStart(t *testing.T) {
	running := start(t, folder(t, ""))
	defer running.kill(t)
	broken := t.TempDir()
	if err := os.CopyFS(broken, os.DirFS("../../scripts")); err != nil {
		t.Fatal(err)
	}
	say := filepath.Join(broken, "core", "commands", "social", "say.lua")
	if err := os.WriteFile(say, []byte("return mud.command {"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, more, want string }{
		{"an unknown key", "[log]\nlevle = \"info\"\n", "level"},
		{"a bad value", "[server]\ncall_time = \"fast\"\n", "call_time"},
		{"a port in use", "[game]\nname = \"two\"\n", "is another server running there?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t, c.more)
			if c.name == "a port in use" {
				replace(t, filepath.Join(dir, "mud.toml"), `telnet = "127.0.0.1:0"`, `telnet = "`+running.telnet+`"`)
			}
			wantFailure(t, dir, c.want)
		})
	}
	t.Run("a broken script", func(t *testing.T) {
		dir := folder(t, "")
		scripts, err := filepath.Abs("../../scripts")
		must(t, err)
		replace(t, filepath.Join(dir, "mud.toml"), scripts, broken)
		wantFailure(t, dir, "core/commands/social/say.lua:1")
	})
}

func replace(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	must(t, os.WriteFile(file, []byte(strings.ReplaceAll(string(text), from, to)), 0o600))
}

func wantFailure(t *testing.T, dir, want string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // if it runs after all
	defer cancel()
	cmd := mud(ctx, dir, "run")
	out, _ := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != 1 || !strings.Contains(string(out), want) {
		t.Errorf("exit code %d; wanted %q in:\n%s", code, want, out)
	}
}

// TestSecondServerOnTheSameData holds that two servers never share a world.
func TestSecondServerOnTheSameData(t *testing.T) {
	dir := folder(t, "")
	first := start(t, dir)
	defer first.kill(t)
	wantFailure(t, dir, "in use")
	p, err := scene.Dial(first.telnet)
	must(t, err)
	defer p.Close()
	must(t, p.See("leaves."))
}

// linkedScripts is a folder with the plugins of the project, to write beside
// them.
func linkedScripts(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"core", "haven"} {
		at, err := filepath.Abs(filepath.Join("../../scripts", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(at, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// write makes a file, and the folders that it is in.
func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
