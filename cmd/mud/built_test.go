package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// Two versions of the mud command, built when a test needs them: without the
// race detector, as people run it.
var (
	versionOne = building("one")
	versionTwo = building("two")
)

// builds is the folder of what was built; TestMain removes it.
var builds = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "mud-built-") })

func building(version string) func() (file string, err error) {
	return sync.OnceValues(func() (string, error) {
		dir, err := builds()
		if err != nil {
			return "", err
		}
		file := filepath.Join(dir, version)
		out, err := exec.Command("go", "build", "-ldflags", "-X mud/cmd/mud/serverhalf.Version="+version, "-o", file, ".").CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("go build: %w\n%s", err, out)
		}
		return file, nil
	})
}

func built(t *testing.T, version func() (string, error)) string {
	t.Helper()
	file, err := version()
	must(t, err)
	return file
}
