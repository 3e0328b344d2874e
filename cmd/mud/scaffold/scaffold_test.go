package scaffold

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"mud/cmd/mud/stage"
	"mud/lua/load"
	"mud/lua/spec"
)

// folder is a scripts folder with core alone.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	core, err := filepath.Abs("../../../scripts/core")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(core, filepath.Join(dir, "core")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestMake makes one of each, and holds that all of it passes mud check and
// its own tests, and that nothing is written over.
func TestMake(t *testing.T) {
	dir := folder(t)
	made := []struct {
		what, name string
		tests      int
	}{{"plugin", "weather", 1}, {"command", "weather.sky.gaze", 2}, {"command", "weather.sky.point", 2}, {"cmdset", "weather.storm", 1}, {"typeclass", "weather.umbrella", 1}}
	tests := 0
	for _, m := range made {
		r, err := Make(dir, m.what, m.name)
		if err != nil || len(r.Files) < 2 || r.Next == "" {
			t.Fatalf("making a %s: %+v, %v", m.what, r, err)
		}
		tests += m.tests
	}
	passes(t, dir, "weather", tests)
	for _, m := range made {
		if _, err := Make(dir, m.what, m.name); err == nil || !strings.Contains(err.Error(), "already") {
			t.Errorf("making the %s again: %v", m.what, err)
		}
	}
}

// passes holds that a plugin is without mistakes, and that its tests pass.
func passes(t *testing.T, dir, plugin string, tests int) {
	t.Helper()
	if _, err := load.New(load.Options{Path: dir, Plugins: []string{"core", plugin}}).Check(); err != nil {
		t.Errorf("mud check says: %v", err)
	}
	scripts, files, err := spec.Find(filepath.Join(dir, plugin))
	if err != nil {
		t.Fatal(err)
	}
	passed := 0
	spec.Run(stage.Tests(spec.Options{Scripts: scripts, Seed: 1}, t.Output()), files, func(r spec.Result) {
		if r.Status != spec.Passed {
			t.Errorf("%s:%d: %s: %s", r.File, r.Line, r.Name, r.Text)
		}
		passed++
	})
	if passed != tests {
		t.Errorf("%d tests were run, want %d", passed, tests)
	}
}

// TestFirstPlugin follows docs/scripting.md: what it has people type passes
// mud check and its test.
func TestFirstPlugin(t *testing.T) {
	dir := folder(t)
	for _, m := range [][2]string{{"plugin", "stall"}, {"typeclass", "stall.counter"}, {"command", "stall.trade.browse"}} {
		if _, err := Make(dir, m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "stall", "typeclasses", "counter_test.lua")); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../../docs/scripting.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```lua\n-- scripts/(stall/[^\\s;]+)[^\n]*\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != 6 {
		t.Fatalf("the page has %d files of the plugin", len(blocks))
	}
	for _, b := range blocks {
		at := filepath.Join(dir, filepath.FromSlash(b[1]))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(b[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	passes(t, dir, "stall", 2)
}

func TestBadNames(t *testing.T) {
	dir := folder(t)
	for _, c := range []struct{ what, name, want string }{
		{"plugin", "a.b", "the name of a plugin is like weather"},
		{"plugin", "Weather", "small letters"},
		{"plugin", "..", "the name of a plugin"},
		{"plugin", "core", "already"},
		{"command", "core.look", "is like weather.sky.gaze"},
		{"command", "none.sky.gaze", "make it with mud new plugin none"},
		{"cmdset", "core.", "small letters"},
		{"typeclass", "core/x.y", "small letters"},
	} {
		if r, err := Make(dir, c.what, c.name); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: %+v, %v; want %q", c.what, c.name, r, err, c.want)
		}
	}
}

// TestAddCommand holds that a manifest keeps all that is in it.
func TestAddCommand(t *testing.T) {
	for _, c := range []struct{ name, manifest, want string }{
		{"no section", "name = \"x\"\n", "name = \"x\"\n\n[add]\n\"core.character\" = [\"a.b\"]\n"},
		{"an empty list", "[add]\n\"core.character\" = []\n", "[add]\n\"core.character\" = [\"a.b\"]\n"},
		{"a list", "[add]\n\"core.character\" = [\"c.d\"] # mine\n[settings]\n", "[add]\n\"core.character\" = [\"a.b\", \"c.d\"] # mine\n[settings]\n"},
		{"a list of lines", "[add]\n'core.character' = [\n  \"c.d\",\n]\n", "[add]\n'core.character' = [\"a.b\", \n  \"c.d\",\n]\n"},
		{"another set", "[add] # to\n\"core.account\" = [\"c.d\"]\n", "[add] # to\n\"core.character\" = [\"a.b\"]\n\"core.account\" = [\"c.d\"]\n"},
		{"the same key elsewhere", "[add]\n[remove]\n\"core.character\" = [\"get\"]\n", "[add]\n\"core.character\" = [\"a.b\"]\n[remove]\n\"core.character\" = [\"get\"]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := addCommand(c.manifest, "core.character", "a.b")
			if err != nil || got != c.want {
				t.Fatalf("got %q, %v; want %q", got, err, c.want)
			}
			var before, after load.Manifest
			if _, err := toml.Decode(c.manifest, &before); err != nil {
				t.Fatal(err)
			}
			if _, err := toml.Decode(got, &after); err != nil {
				t.Fatal(err)
			}
			if list := after.Add["core.character"]; len(list) == 0 || list[0] != "a.b" {
				t.Errorf("it adds %v", list)
			}
			before.Add, after.Add = nil, nil
			if !reflect.DeepEqual(before, after) {
				t.Errorf("%+v became %+v", before, after)
			}
		})
	}
	if _, err := addCommand("add = { }\n", "core.character", "a.b"); err == nil {
		t.Error("an inline table was changed")
	}
}
