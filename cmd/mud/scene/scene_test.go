package scene_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/cmd/mud/scene"
)

const scripts = "../../../scripts"

// TestScenes plays all scenes of testdata in all settings that they allow, each
// in a world of its own.
func TestScenes(t *testing.T) {
	files, err := filepath.Glob("testdata/*.scene")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenes were found: %v", err)
	}
	for _, file := range files {
		s, err := scene.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range scene.Settings {
			if s.Allows(in) {
				t.Run(strings.TrimSuffix(filepath.Base(file), ".scene")+"/"+in.Name, func(t *testing.T) { playScene(t, s, in) })
			}
		}
	}
}

func playScene(t *testing.T, s *scene.Scene, in scene.Setting) {
	t.Parallel()
	w, err := scene.Start(t.TempDir(), scripts, s.Settings...)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Run(t.Context(), w, in)
	if err := w.Close(); err != nil {
		t.Errorf("stopping the server: %v", err)
	}
	if err != nil {
		t.Fatalf("%v\nthe server's log:\n%s", err, w.Log())
	}
	noPassword(t, w)
}

// noPassword holds that no password that was typed in a scene is in the log or
// in the store.
func noPassword(t *testing.T, w *scene.World) {
	t.Helper()
	files := map[string]string{"the log": w.Log()}
	stored, err := filepath.Glob(filepath.Join(w.Data(), "*"))
	if err != nil || len(stored) == 0 {
		t.Fatalf("no stored file was found: %v", err)
	}
	for _, file := range stored {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		files[file] = string(text)
	}
	for where, text := range files {
		for _, password := range []string{"correct-horse-9", "another-password", "wrong-password", "another-good-one"} {
			if strings.Contains(text, password) {
				t.Errorf("%s has the password %q in it", where, password)
			}
		}
	}
}
