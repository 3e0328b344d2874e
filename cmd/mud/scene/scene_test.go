package scene_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
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

// programs is the folder of what built makes.
var programs string

// atOnce is how many scenes are played at once: players wait, most of the time.
const atOnce = "6"

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	code := m.Run()
	if programs != "" {
		_ = os.RemoveAll(programs)
	}
	os.Exit(code)
}

// build makes the mud command for settings with processes of their own.
var build = sync.OnceValues(func() (file string, err error) {
	if programs, err = os.MkdirTemp("", "mud-scenes-"); err != nil {
		return "", err
	}
	file = filepath.Join(programs, "mud")
	if out, err := exec.Command("go", "build", "-o", file, "mud/cmd/mud").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return file, nil
})

func playScene(t *testing.T, s *scene.Scene, in scene.Setting) {
	t.Parallel()
	var program scene.Program
	if in.Halves {
		var err error
		program.File, err = build()
		must(t, err)
	}
	w, err := scene.StartProgram(program, t.TempDir(), scripts, s.Settings...)
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
		if strings.HasPrefix(filepath.Base(file), "mud.kept") {
			continue // the program, which has in it what scenes type
		}
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
