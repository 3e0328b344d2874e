package stage_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/lua/meta"
	"mud/lua/spec"
)

// TestScripts runs all tests of scripts/, as `mud test` does.
func TestScripts(t *testing.T) {
	scripts, files, err := spec.Find("../../../scripts")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			spec.Run(stage.Tests(spec.Options{Scripts: scripts, Seed: 1}, t.Output()), []string{file}, func(r spec.Result) {
				switch r.Status {
				case spec.Failed:
					t.Errorf("%s:%d: %s\n%s", r.File, r.Line, r.Name, r.Text)
				case spec.Pending:
					t.Logf("%s:%d: pending %s %s", r.File, r.Line, r.Name, r.Text)
				}
			})
		})
	}
}

// specCases are files of tests, and what is said of them.
var specCases = []struct {
	name, source string
	want         []string // what the report has, in order; "" for nothing but the counts
}{
	{"passes", "it('is true', function() expect(1, 1) end)", []string{"1 passed, 0 failed, 0 pending"}},
	{"fails at its line", "describe('a', function()\nit('b', function()\nexpect(1, 2)\nend) end)",
		[]string{"toy/x_test.lua:5: FAILED a b", "expected 2, got 1", "0 passed, 1 failed", "(seed 1)"}},
	{"tables", "it('x', function()\nexpect({ 1, { a = 2 } }, { 1, { a = 2 } })\nexpect({ 1 }, { 1, 2 })\nend)",
		[]string{"x_test.lua:5: FAILED x", "expected { 1, 2 }, got { 1 }"}},
	{"stored tables", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann.character.db.list = { 'a', { 2 } }\n" +
		"expect(w.ann.character.db.list, { 'a', { 2 } })\nend)", []string{"1 passed"}},
	{"what was seen instead", "it('x', function()\nlocal w = world { players = { 'Ann', 'Bob' } }\nw.ann:types('say hi')\nw.bob:sees('nonsense')\nend)",
		[]string{"x_test.lua:6: FAILED x", `Bob does not see "nonsense"; Bob saw:`, `| Ann says, "hi"`}},
	{"saw nothing", "it('x', function()\nlocal w = world { players = { 'Ann', 'Bob' } }\nw.ann:types('look')\nw.bob:sees('nonsense')\nend)",
		[]string{"FAILED x", "Bob saw nothing"}},
	{"must see nothing", "it('x', function()\nlocal w = world { players = { 'Ann', 'Bob' } }\nw.ann:types('say hi')\nw.bob:sees_nothing()\nend)",
		[]string{"x_test.lua:6: FAILED x", "Bob must see nothing, but Bob saw:"}},
	{"must not see", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann:types('say hi')\nw.ann:does_not_see('hi')\nend)",
		[]string{"x_test.lua:6: FAILED x", `Ann must not see "hi"`}},
	{"only the last thing is seen", "it('x', function()\nlocal w = world { players = { 'Ann', 'Bob' } }\n" +
		"w.ann:types('say one')\nw.ann:types('say two')\nw.bob:sees('two')\nw.bob:does_not_see('one')\nend)", []string{"1 passed"}},
	{"pending", "pending('later')\nit('x', function()\npending('no idea yet')\nerror('never')\nend)",
		[]string{"x_test.lua:3: pending later", "x_test.lua:4: pending x: no idea yet", "0 passed, 0 failed, 2 pending"}},
	{"nothing is left of another test", "local n = 0\nfor i = 1, 2 do\nit('x' .. i, function()\nn = n + 1\nexpect(n, 1)\n" +
		"local w = world { players = { 'Ann' } }\nexpect(w.ann.character.db.seen, nil)\nw.ann.character.db.seen = true\nend)\nend",
		[]string{"2 passed"}},
	{"a fault of a script", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann:types('break')\nend)",
		[]string{"x_test.lua:5: FAILED x", "command toy.fun.break failed", "toy/commands/fun/break.lua:2: boom"}},
	{"a fault that is meant", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann:fails('break', 'boom')\nw.ann:sees('Something went wrong')\n" +
		"w.ann:fails('look', 'boom')\nend)", []string{"x_test.lua:7: FAILED x", "no script failed"}},
	{"a fault of another kind", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann:fails('break', 'bang')\nend)",
		[]string{"x_test.lua:5: FAILED x", `another error than "bang"`}},
	{"time", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann:types('nap')\nw.ann:sees_nothing()\n" +
		"w:advance(59)\nw.ann:sees_nothing()\nw:advance(1)\nw.ann:sees('You wake.')\nend)", []string{"1 passed"}},
	{"an error in a module", "it('x', function()\nrequire('toy.lib.deep').fall()\nend)",
		[]string{"x_test.lua:4: FAILED x", "deep.lua:2: it is deep", "toy/lib/deep.lua:2"}},
	{"a syntax error", "it('x', function()\nlocal = 3\nend)", []string{"x_test.lua:4: FAILED x_test.lua", "syntax error"}},
	{"an error while it is loaded", "it('x', 5)", []string{"x_test.lua:3: FAILED loading the file"}},
	{"an unknown name", "it('x', function()\nexpct(1)\nend)", []string{"x_test.lua:4: FAILED x", `there is no variable "expct"`}},
	{"an unknown option", "it('x', function()\nworld { plyers = {} }\nend)", []string{"x_test.lua:4: FAILED x", `no option "plyers"`}},
	{"an unknown method", "it('x', function()\nworld { players = { 'Ann' } }.ann:type('x')\nend)", []string{"x_test.lua:4: FAILED x", `an actor has no "type"`}},
	{"a test that waits", "it('x', function()\nworld {}\nmud.sleep(1)\nend)", []string{"FAILED x", "w:advance"}},
	{"a test that does not end", "it('x', function()\nwhile true do end\nend)", []string{"FAILED x", "took too long"}},
	{"an expected error", "it('x', function()\nexpect_error(function() error('bad') end, 'bad')\nexpect_error(function() end)\nend)",
		[]string{"x_test.lua:5: FAILED x", "there was none"}},
	{"settings", "it('x', function()\nworld { settings = { toy = { size = 3, names = { 'a' } } } }\n" +
		"expect(mud.settings('toy').size, 3)\nexpect(mud.settings('toy').names, { 'a' })\nend)", []string{"1 passed"}},
	{"modes", "it('x', function()\nlocal w = world { players = { 'Ann' }, mode = 2 }\nexpect(w.ann.character, nil)\n" +
		"w.ann:types('charcreate Ann')\nw.ann:types('ic Ann')\nexpect(w.ann.character.key, 'Ann')\nend)", []string{"1 passed"}},
	{"before login", "it('x', function()\nlocal w = world {}\nlocal s = w:connect()\nexpect(s.account, nil)\ns:types('info')\ns:sees('stage')\n" +
		"s:hangs_up()\nexpect(s.session, nil)\nend)", []string{"1 passed"}},
	{"a reload", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann.character.db.n = 1\n" +
		"local ok, report = w:reload { ['toy/commands/fun/nap.lua'] = 'return 3' }\nexpect(ok, false)\nexpect(report:find('nap.lua:1') ~= nil)\n" +
		"ok = w:reload { ['toy/commands/fun/nap.lua'] = \"return require('mud').command { key = 'nap', run = function(cmd) cmd:msg('Not now.') end }\" }\n" +
		"expect(ok, true)\nw.ann:types('nap')\nw.ann:sees('Not now.')\nexpect(w.ann.character.db.n, 1)\n" +
		"w:reload { ['toy/lib/deep.lua'] = 'return { fall = function() end }' }\nw:reload()\nw.ann:types('nap')\nw.ann:sees('Not now.')\nend)", []string{"1 passed"}},
	{"a restart", "it('x', function()\nlocal w = world { players = { 'Ann' } }\nw.ann.character.db.n = 1\nw.ann.character.ndb.n = 1\nw:restart()\n" +
		"expect(w.ann.character.db.n, 1)\nexpect(w.ann.character.ndb.n, nil)\nw.ann:types('say hi')\nw.ann:sees('hi')\nend)", []string{"1 passed"}},
}

// TestSpec plays files of tests in a plugin of their own and looks at what is
// said of them.
func TestSpec(t *testing.T) {
	const begin = "local mud = require('mud')\nlocal world = require('mud.test').world\n"
	for _, c := range specCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := toy(t, begin+c.source)
			var out strings.Builder
			report := &spec.Report{Out: &out, Scripts: dir, Seed: 1}
			spec.Run(stage.Tests(spec.Options{Scripts: dir, Seed: 1}, t.Output()), []string{"toy/x_test.lua"}, report.Add)
			ok := report.End(0)
			text := out.String()
			if ok == strings.Contains(text, "FAILED") {
				t.Errorf("End returned %v after:\n%s", ok, text)
			}
			for _, want := range c.want {
				at := strings.Index(text, want)
				if at < 0 {
					t.Fatalf("%q is missing, or not in order, in:\n%s", want, out.String())
				}
				text = text[at+len(want):]
			}
		})
	}
}

// toy is a scripts folder with core and a plugin toy that has one test file.
func toy(t testing.TB, source string) string {
	t.Helper()
	dir := t.TempDir()
	core, err := filepath.Abs("../../../scripts/core")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(core, filepath.Join(dir, "core")); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"plugin.toml":             "name = \"toy\"\nrequires = [\"core\"]\n[add]\n\"core.character\" = [\"fun.break\", \"fun.nap\"]\n[settings]\nsize = 1\nnames = []\n",
		"x_test.lua":              source,
		"lib/deep.lua":            "return { fall = function()\nerror('it is deep')\nend }",
		"commands/fun/break.lua":  "return require('mud').command { key = 'break', run = function()\nerror('boom')\nend }",
		"commands/fun/nap.lua":    "local mud = require('mud')\nreturn mud.command { key = 'nap', run = function(cmd)\nmud.sleep(60)\ncmd:msg('You wake.')\nend }",
		"commands/fun/.skip/x.md": "",
	} {
		at := filepath.Join(dir, "toy", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestFind holds that a path may be the scripts folder, a plugin, a folder of
// it or one file, and that each finds the scripts folder again.
func TestFind(t *testing.T) {
	dir := toy(t, "")
	for at, want := range map[string][]string{
		"toy": {"toy/x_test.lua"}, "toy/x_test.lua": {"toy/x_test.lua"}, ".": {"toy/x_test.lua"},
		"toy/commands": nil, "toy/none": nil,
	} {
		scripts, files, err := spec.Find(filepath.Join(dir, at))
		if (err != nil) != (want == nil) || !slices.Equal(files, want) {
			t.Errorf("Find(%s) = %v, %v; want %v", at, files, err, want)
		}
		if err == nil && filepath.Clean(scripts) != dir {
			t.Errorf("Find(%s) took %s for the scripts folder, not %s", at, scripts, dir)
		}
	}
}

// TestSeed holds that a test draws the same random numbers each time, and
// others with another seed.
func TestSeed(t *testing.T) {
	dir := toy(t, "local mud = require('mud')\nfor i = 1, 2 do it('x', function()\n"+
		"require('mud.test').world {}\nexpect(nil, mud.random(1000000) .. ' ' .. math.random(1000000))\nend) end")
	drawn := func(seed uint64) (out []string) {
		spec.Run(stage.Tests(spec.Options{Scripts: dir, Seed: seed}, t.Output()), []string{"toy/x_test.lua"}, func(r spec.Result) {
			out = append(out, r.Text)
		})
		return out
	}
	one, two := drawn(1), drawn(2)
	if len(one) != 2 || one[0] != one[1] || !slices.Equal(one, drawn(1)) || one[0] == two[0] {
		t.Errorf("seed 1 drew %q, then %q; seed 2 drew %q", one, drawn(1), two)
	}
}

// BenchmarkTests runs two hundred tests with a world each.
func BenchmarkTests(b *testing.B) {
	const many = 200
	var source strings.Builder
	fmt.Fprintln(&source, "local world = require('mud.test').world")
	for i := range many {
		fmt.Fprintf(&source, "it('n%d', function() local w = world { players = { 'Ann', 'Bob' } } w.ann:types('say hi') w.bob:sees('Ann says') end)\n", i)
	}
	dir := toy(b, source.String())
	for b.Loop() {
		spec.Run(stage.Tests(spec.Options{Scripts: dir, Seed: 1}, nil), []string{"toy/x_test.lua"}, func(r spec.Result) {
			if r.Status != spec.Passed {
				b.Error(r.Text)
			}
		})
	}
}

// TestCmdFields holds that the comments describe what a command finds in cmd.
func TestCmdFields(t *testing.T) {
	entries, err := meta.Read("../../..")
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for _, e := range entries {
		if e.Owner == "cmd" && e.Field {
			described[e.Name] = true
		}
		described[strings.TrimPrefix(e.Owner, "cmd.")] = true
	}
	dir := toy(t, "")
	at := filepath.Join(dir, "toy", "commands", "fun", "nap.lua")
	list := "return require('mud').command { key = 'nap', run = function(cmd) for k in pairs(cmd) do cmd:msg(k) end end }"
	if err := os.WriteFile(at, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := stage.New(stage.Options{Scripts: dir, Plugins: []string{"core", "toy"}, Log: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	ann, err := s.Join("Ann")
	if err != nil {
		t.Fatal(err)
	}
	found := strings.Fields(ann.Type("nap a = b"))
	if len(found) < 15 {
		t.Fatalf("cmd has only %v", found)
	}
	for _, name := range found {
		if !described[name] && !strings.HasPrefix(name, "_") {
			t.Errorf("cmd.%s has no comment: write // @field cmd.%s type what it is", name, name)
		}
	}
}
