//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is who may write nothing; root may write everywhere.
const nobody = 65534

// TestReadOnlyFolder: where nothing can be written to the data folder, mud run
// ends, and says what is wrong, where, and what to do.
func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	for name, dataDir := range map[string]bool{"the data folder": true, "the folder that it would be in": false} {
		t.Run(name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "mud-readonly-") // that of the test is for its own user alone
			must(t, err)
			t.Cleanup(func() { must(t, os.Chmod(dir, 0o700), os.RemoveAll(dir)) })
			settings := folder(t, "")
			program, err := os.ReadFile(built(t, versionOne))
			must(t, err)
			must(t, os.CopyFS(filepath.Join(dir, "scripts"), os.DirFS("../../scripts")))
			must(t, os.WriteFile(filepath.Join(dir, "mud"), program, 0o700), os.Chmod(filepath.Join(dir, "mud"), 0o755))
			text, err := os.ReadFile(filepath.Join(settings, "mud.toml"))
			must(t, err)
			at := strings.Index(string(text), "[scripts]")
			must(t, os.WriteFile(filepath.Join(dir, "mud.toml"), text[:at], 0o600), os.Chmod(filepath.Join(dir, "mud.toml"), 0o644))
			if dataDir {
				must(t, os.Mkdir(filepath.Join(dir, "data"), 0o755), os.Chmod(filepath.Join(dir, "data"), 0o555))
			}
			must(t, os.Chmod(dir, 0o555))
			cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "mud"), "run")
			cmd.Dir = dir
			if os.Geteuid() == 0 {
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
			}
			out, err := cmd.CombinedOutput()
			if cmd.ProcessState == nil {
				t.Fatal(err)
			}
			if code := cmd.ProcessState.ExitCode(); code != exitFailed {
				t.Errorf("exit code %d", code)
			}
			holds(t, string(out), "nothing can be written to the data folder "+filepath.Join(dir, "data"), "give the folder to the user that mud runs as",
				"[store] url", "permission denied")
		})
	}
}
