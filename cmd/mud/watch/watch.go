// Package watch tells when files of scripts have changed. It waits until a
// burst of changes has settled: editors write in pieces, or write a new file
// and give it the old one's name, and a checkout changes many at once.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Settle is how long nothing may change before a burst counts as over.
const Settle = 150 * time.Millisecond

// Watcher watches a folder and all folders in it.
type Watcher struct {
	dir string
	fs  *fsnotify.Watcher
}

// New begins to watch: what changes from now on is told.
func New(dir string) (*Watcher, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, fmt.Errorf("watching %s: %w", dir, err)
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching %s: %w", dir, err)
	}
	w := &Watcher{dir: real, fs: notify}
	if _, err := w.add(real); err != nil {
		_ = notify.Close() // the first error is the one to tell
		return nil, fmt.Errorf("watching %s: %w", dir, err)
	}
	return w, nil
}

// add watches a folder and those in it, and returns the files that are there. A
// plugin may be a link to a folder elsewhere.
func (w *Watcher) add(dir string) (files []string, err error) {
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // it is gone again
		case err != nil:
			return err
		case d.Type()&fs.ModeSymlink != 0:
			return w.addLink(name)
		case !d.IsDir():
			files = append(files, name)
			return nil
		case name != w.dir && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		}
		return w.fs.Add(name)
	})
	return files, err
}

// addLink watches the folder that a link leads to.
func (w *Watcher) addLink(name string) error {
	real, err := filepath.EvalSymlinks(name)
	if err != nil || strings.HasPrefix(w.dir+string(filepath.Separator), real+string(filepath.Separator)) {
		return nil // it leads nowhere, or to where we are
	}
	_, err = w.add(real)
	return err
}

// Close ends a Watcher that does not run.
func (w *Watcher) Close() { _ = w.fs.Close() } // it has nothing to lose

// Run calls changed with the files that changed, below the folder where they
// are in it, whenever a burst has settled; until ctx ends.
func (w *Watcher) Run(ctx context.Context, changed func(files []string)) error {
	defer w.Close()
	burst := map[string]bool{}
	settled := time.NewTimer(time.Hour)
	defer settled.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-w.fs.Errors:
			return fmt.Errorf("watching %s: %w", w.dir, err)
		case e := <-w.fs.Events:
			for _, name := range w.touched(e) {
				burst[name] = true
				settled.Reset(Settle)
			}
		case <-settled.C:
			if len(burst) > 0 {
				changed(slices.Sorted(maps.Keys(burst)))
				clear(burst)
			}
		}
	}
}

// touched are the files of scripts that an event is about. A folder that comes
// may have files in it already.
func (w *Watcher) touched(e fsnotify.Event) (out []string) {
	if e.Op == fsnotify.Chmod {
		return nil
	}
	names := []string{e.Name}
	if e.Has(fsnotify.Create) && !strings.HasPrefix(filepath.Base(e.Name), ".") {
		if files, err := w.add(e.Name); err == nil {
			names = append(names, files...)
		}
	}
	for _, name := range names {
		if matters(name) {
			if rel, err := filepath.Rel(w.dir, name); err == nil && !strings.HasPrefix(rel, "..") {
				name = filepath.ToSlash(rel)
			}
			out = append(out, name)
		}
	}
	return out
}

// matters tells files of scripts from what editors leave beside them.
func matters(name string) bool {
	base := filepath.Base(name)
	return !strings.HasPrefix(base, ".") && !strings.HasPrefix(base, "#") && slices.Contains([]string{".lua", ".md", ".txt", ".toml"}, filepath.Ext(base))
}
