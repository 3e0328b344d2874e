package stage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/object"
)

// withPlugin opens a world with core and one more plugin, "game", of the given
// files by their paths in it.
func withPlugin(t *testing.T, files map[string]string) *stage.Stage {
	t.Helper()
	return openPlugin(t, t.TempDir(), files)
}

// openPlugin is withPlugin in a folder of the test's own.
func openPlugin(t *testing.T, root string, files map[string]string) *stage.Stage {
	t.Helper()
	if err := os.CopyFS(filepath.Join(root, "core"), os.DirFS("../../../scripts/core")); err != nil {
		t.Fatal(err)
	}
	writePlugin(t, root, files)
	s, err := stage.New(stage.Options{Scripts: root, Plugins: []string{"core", "game"}, Log: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func writePlugin(t *testing.T, root string, files map[string]string) {
	t.Helper()
	all := map[string]string{"plugin.toml": "name = \"game\"\nversion = \"1.0.0\"\nrequires = [\"core\"]\n"}
	for path, text := range files {
		all[path] = text
	}
	for path, text := range all {
		path = filepath.Join(root, "game", filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// player is somebody in the first room of a world, a superuser or not.
func player(t *testing.T, s *stage.Stage, name string, superuser bool) *stage.Actor {
	t.Helper()
	a, err := s.Join(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Do(func(*engine.Engine) error { a.Session().Account().SetSuperuser(superuser); return nil }); err != nil {
		t.Fatal(err)
	}
	return a
}

// says has somebody type a line and looks for a text in the answer.
func says(t *testing.T, a *stage.Actor, line, want string) {
	t.Helper()
	if got := a.Type(line); !strings.Contains(got, want) {
		t.Errorf("%s\nshows: %s\nwant:  %s", line, strings.TrimSpace(got), want)
	}
}

// lua has somebody run a line of Lua and looks for its result.
func lua(t *testing.T, a *stage.Actor, code, want string) {
	t.Helper()
	says(t, a, "@lua "+code, want)
}

// body is whom somebody plays.
func body(t *testing.T, a *stage.Actor) *object.Object {
	t.Helper()
	o, err := a.Character()
	if err != nil {
		t.Fatal(err)
	}
	return o
}
