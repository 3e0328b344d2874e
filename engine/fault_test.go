package engine_test

import (
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// broken is a command that fails in a function of a library, by way of an
// engine's call.
var broken = map[string]string{
	"plugin.toml":          "name = \"bed\"\nversion = \"0.1\"\n[add]\n\"core.account\" = [\"t.try\", \"t.break\"]\n",
	"commands/t/break.lua": "local mud = require(\"mud\")\nlocal parts = require(\"bed.lib.parts\")\nreturn mud.command {\n  key = \"break\",\n  run = function(cmd)\n    parts.pull(cmd.argstr)\n  end,\n}\n",
	"lib/parts.lua":        "local parts = {}\nfunction parts.pull(what)\n  local lever = nil\n  return lever.arm\nend\nreturn parts\n",
}

// A fault has a traceback of the game's own files; those that are the same are
// one; who looks after the game, and who brought the file, is told once.
func TestFaults(t *testing.T) {
	dir := bed(t, broken)
	s := open(t, stage.Options{Scripts: dir})
	boss, author, ann, bob := join(t, s, "Boss"), join(t, s, "Author"), join(t, s, "Ann"), join(t, s, "Bob")
	if err := s.Do(func(*engine.Engine) error {
		boss.Session().Account().SetSuperuser(true)
		author.Session().Account().AddPermission("Developer")
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	write(t, dir+"/bed/lib/parts.lua", strings.Replace(broken["lib/parts.lua"], "lever = nil", "lever", 1))
	sees(t, author.Type("@reload"), "1 changed: bed/lib/parts.lua")
	for range 3 {
		ann.Type("break")
		s.Advance(time.Minute)
	}
	text := bob.Type("break")
	if !strings.Contains(text, "Something went wrong") || strings.Contains(text, "parts.lua") {
		t.Errorf("a player is told %q", text)
	}
	for who, a := range map[string]*stage.Actor{"the superuser": boss, "who brought the file": author} {
		if told := a.Read(); strings.Count(told, "A script has failed: command bed.t.break: bed/lib/parts.lua:4: attempt to index") != 1 {
			t.Errorf("%s is told %q", who, told)
		}
	}
	if told := ann.Read() + bob.Read(); strings.Contains(told, "has failed") {
		t.Errorf("a player is told %q", told)
	}
	all := s.Engine.Faults()
	if len(all) != 1 || all[0].Count != 4 || all[0].Last.Sub(all[0].First) != 3*time.Minute || len(all[0].Who) != 2 || all[0].Generation != 2 {
		t.Fatalf("the faults are %+v", all)
	}
	want := "bed/lib/parts.lua:4: attempt to index lever, which is nil, with the key 'arm'\n  bed/lib/parts.lua:4: in function 'pull'\n  bed/commands/t/break.lua:6: in "
	if !strings.HasPrefix(all[0].Error, want) || strings.Count(all[0].Error, "\n") != 2 {
		t.Errorf("the traceback is\n%s\nwant\n%s", all[0].Error, want)
	}
	sees(t, boss.Type("@errors"), "4 times, first 2030-01-01 12:00:00, last 2030-01-01 12:03:00", "met by session 3", "session 4", "bed/lib/parts.lua:4")
}

// Many different faults flood nobody.
func TestManyFaults(t *testing.T) {
	s := open(t, stage.Options{})
	boss, ann := join(t, s, "Boss"), join(t, s, "Ann")
	if err := s.Do(func(*engine.Engine) error { boss.Session().Account().SetSuperuser(true); return nil }); err != nil {
		t.Fatal(err)
	}
	for n := range 100 {
		ann.Type("try error(" + strings.Repeat("1", n+1) + ")")
	}
	if told := strings.Count(boss.Read(), "has failed"); told != 10 {
		t.Errorf("told of %d faults in a minute, not of 10", told)
	}
	if n := len(s.Engine.Faults()); n != 50 {
		t.Errorf("%d faults are kept, not 50", n)
	}
}
