package scene_test

import (
	"path/filepath"
	"strings"
	"testing"

	"mud/cmd/mud/scene"
)

const scripts = "../../../scripts"

// TestScenes plays all scenes of testdata, each in a world of its own.
func TestScenes(t *testing.T) {
	files, err := filepath.Glob("testdata/*.scene")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenes were found: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".scene"), func(t *testing.T) {
			t.Parallel()
			s, err := scene.Load(file)
			if err != nil {
				t.Fatal(err)
			}
			w, err := scene.Start(t.TempDir(), scripts, nil)
			if err != nil {
				t.Fatal(err)
			}
			err = s.Run(t.Context(), w)
			if err := w.Close(); err != nil {
				t.Errorf("stopping the server: %v", err)
			}
			if err != nil {
				t.Fatalf("%v\nthe server's log:\n%s", err, w.Log())
			}
		})
	}
}
