package watch_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"mud/cmd/mud/watch"
)

// TestWatch does what editors and people do to files, and looks at what is
// told.
func TestWatch(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(dir string) error
		want []string
	}{
		{"a write", func(dir string) error { return write(dir, "core/a.lua", "2") }, []string{"core/a.lua"}},
		{"a rename over the file", func(dir string) error {
			if err := write(dir, "core/.a.lua.tmp", "2"); err != nil {
				return err
			}
			return os.Rename(filepath.Join(dir, "core/.a.lua.tmp"), filepath.Join(dir, "core/a.lua"))
		}, []string{"core/a.lua"}},
		{"a backup and a new file, as vim does", func(dir string) error {
			if err := os.Rename(filepath.Join(dir, "core/a.lua"), filepath.Join(dir, "core/a.lua~")); err != nil {
				return err
			}
			if err := write(dir, "core/a.lua", "2"); err != nil {
				return err
			}
			return os.Remove(filepath.Join(dir, "core/a.lua~"))
		}, []string{"core/a.lua"}},
		{"a burst", func(dir string) error {
			for range 20 {
				for _, name := range []string{"core/a.lua", "core/b.lua"} {
					if err := write(dir, name, "2"); err != nil {
						return err
					}
				}
			}
			return nil
		}, []string{"core/a.lua", "core/b.lua"}},
		{"a new folder with a file", func(dir string) error { return write(dir, "core/commands/new/x.lua", "1") }, []string{"core/commands/new/x.lua"}},
		{"a file that goes", func(dir string) error { return os.Remove(filepath.Join(dir, "core/b.lua")) }, []string{"core/b.lua"}},
		{"a manifest and a help text", func(dir string) error {
			if err := write(dir, "core/plugin.toml", "1"); err != nil {
				return err
			}
			return write(dir, "core/x.md", "1")
		}, []string{"core/plugin.toml", "core/x.md"}},
		{"what editors leave", func(dir string) error {
			for _, name := range []string{"core/.a.lua.swp", "core/4913", "core/#a.lua#", "core/a.lua~", ".git/x.lua", "core/last.lua"} {
				if err := write(dir, name, "1"); err != nil {
					return err
				}
			}
			return nil
		}, []string{"core/last.lua"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, name := range []string{"core/a.lua", "core/b.lua", ".git/y.lua"} {
				if err := write(dir, name, "1"); err != nil {
					t.Fatal(err)
				}
			}
			got := watched(t, dir)
			if err := c.do(dir); err != nil {
				t.Fatal(err)
			}
			var all []string // a busy machine may make two bursts of one
			for !slices.Equal(all, c.want) {
				select {
				case files := <-got:
					all = append(all, files...)
					slices.Sort(all)
					all = slices.Compact(all)
				case <-time.After(20 * time.Second):
					t.Fatalf("told of %v, want %v", all, c.want)
				}
			}
		})
	}
}

// TestLinkedPlugin holds that a plugin may be a link to a folder elsewhere.
func TestLinkedPlugin(t *testing.T) {
	dir, far := t.TempDir(), t.TempDir()
	if err := os.Symlink(far, filepath.Join(dir, "far")); err != nil {
		t.Fatal(err)
	}
	got := watched(t, dir)
	if err := write(far, "a.lua", "1"); err != nil {
		t.Fatal(err)
	}
	select {
	case files := <-got:
		if len(files) != 1 || filepath.Base(files[0]) != "a.lua" {
			t.Errorf("told of %v", files)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was told")
	}
}

// watched watches a folder until the test ends.
func watched(t *testing.T, dir string) <-chan []string {
	t.Helper()
	w, err := watch.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, ended := make(chan []string), make(chan error, 1)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		ended <- w.Run(ctx, func(files []string) {
			select {
			case got <- files:
			case <-ctx.Done():
			}
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return got
}

func write(dir, name, text string) error {
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return err
	}
	return os.WriteFile(at, []byte(text), 0o600)
}
