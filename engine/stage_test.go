package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"mud/cmd/mud/stage"
	"mud/lua/load"
)

// testbed is a plugin whose commands run any code: `try CODE`, `fail CODE`
// which fails after it, and `deny CODE` which refuses after it.
var testbed = map[string]string{
	"plugin.toml": "name = \"bed\"\nversion = \"0.1\"\ndescription = \"for tests\"\n[add]\n" +
		"\"core.account\" = [\"t.try\", \"t.fail\", \"t.deny\"]\n",
	"commands/t/try.lua":  command("try", ""),
	"commands/t/fail.lua": command("fail", `error("on purpose")`),
	"commands/t/deny.lua": command("deny", `mud.refuse("denied")`),
	"cmdsets/extra.lua":   "local mud = require(\"mud\")\nreturn mud.cmdset { key = \"extra\" }\n",
	"typeclasses/odd.lua": "local mud = require(\"mud\")\nlocal Thing = require(\"core.typeclasses.thing\")\nreturn mud.typeclass { key = \"odd\", extends = Thing }\n",
	"lib/later.lua":       "local later = {}\nfunction later.note(obj, text) obj.db.note = text end\nreturn later\n",
}

func command(key, end string) string {
	return "local mud = require(\"mud\")\nreturn mud.command {\n  key = \"" + key + "\",\n  run = function(cmd)\n" +
		"    local fn, why = mud.lua(cmd.args, cmd)\n    if not fn then error(why) end\n    cmd:msg(\"-> {text}\", { text = mud.inspect(fn()) })\n" +
		"    " + end + "\n  end,\n}\n"
}

// bed is a scripts folder with core and the testbed, and more files of it.
func bed(t *testing.T, more map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../scripts")); err != nil {
		t.Fatal(err)
	}
	for _, files := range []map[string]string{testbed, more} {
		for name, text := range files {
			write(t, filepath.Join(dir, "bed", filepath.FromSlash(name)), text)
		}
	}
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// compiled has compiled core and the testbed once for all tests.
var compiled struct {
	sync.Mutex
	by *load.Loader
}

// open is a world with the testbed.
func open(t *testing.T, o stage.Options) *stage.Stage {
	t.Helper()
	if o.Scripts == "" {
		o.Scripts = bed(t, nil)
	}
	o.Plugins = []string{"core", "bed"}
	if o.Log == nil {
		o.Log = t.Output()
	}
	compiled.Lock()
	defer compiled.Unlock()
	o.Like = compiled.by
	s, err := stage.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if compiled.by == nil {
		compiled.by = s.Loader()
	}
	return s
}

func join(t *testing.T, s *stage.Stage, name string) *stage.Actor {
	t.Helper()
	a, err := s.Join(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sees fails the test unless text holds all of the wants.
func sees(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("wanted %q in:\n%s", want, text)
		}
	}
}

// edit changes a script on disk.
func edit(t *testing.T, file string, change func(text string) string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := change(string(text))
	if changed == string(text) {
		t.Fatalf("%s is as it was", file)
	}
	write(t, file, changed)
}
