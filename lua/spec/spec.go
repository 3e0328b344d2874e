// Package spec runs the tests of scripts: files *_test.lua beside what they
// test. Each `it` has an interpreter of its own and, when it asks for one, a
// world of its own with a clock that stands still. The body of a test is run
// like a command: a piece of it is a step of the world, and what an actor types
// comes between two of them.
//
// It is used by one goroutine at a time.
package spec

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mud/engine"
	"mud/engine/session"
	"mud/lua/load"
)

// World is a game under test; everything that is asked of it is done when the
// call returns.
type World interface {
	// Do runs fn as a step of the world.
	Do(fn func(e *engine.Engine) error) error
	// Connect makes a connection that has not logged in.
	Connect() Actor
	// Join logs somebody in, with an account that is made if it is not there.
	Join(name string) (Actor, error)
	// Advance moves the clock on.
	Advance(d time.Duration)
	// Reload loads the scripts anew, with files in place of those on disk from
	// now on.
	Reload(files map[string]string) (report string, err error)
	// Restart opens the world again as it was stored; all actors are gone.
	Restart() error
}

// Actor is somebody at a keyboard.
type Actor interface {
	// Type sends a line and returns what came of it.
	Type(line string) string
	// Read is what was seen since the last Read or Type.
	Read() string
	// HangUp ends the connection.
	HangUp()
	// Session is the actor's session, nil when it is over.
	Session() *session.Session
}

// Setup says what world a test wants.
type Setup struct {
	Plugins  []string
	Settings map[string]map[string]any // [plugin.NAME]
	Mode     int                       // multisession mode
	Seed     uint64                    // of the world's random numbers
	Like     *load.Loader              // what it has compiled is not compiled again
}

// Options say what to test.
type Options struct {
	Scripts string                       // the scripts folder
	Filter  string                       // only tests whose name has this in it
	Seed    uint64                       // of the random numbers of each test
	Print   func(text string)            // where print of a test goes; nil for nowhere
	Open    func(s Setup) (World, error) // makes a world
}

// Status is how a test ended.
type Status int

// The ways in which a test ends.
const (
	Passed Status = iota
	Failed
	Pending
)

// Result is what came of one test.
type Result struct {
	File   string // below the scripts folder
	Line   int    // of what failed, else of the test
	Name   string
	Status Status
	Text   string // what is wrong, or why it is pending
}

// Suffix is how the name of a file with tests ends.
const Suffix = "_test.lua"

// ErrNone is no test file where some were asked for.
var ErrNone = errors.New("no file *" + Suffix)

// Find splits a path into the scripts folder that it belongs to and the test
// files in it, below that folder and sorted. The path is the scripts folder
// itself, or a folder or file of a plugin.
func Find(at string) (scripts string, files []string, err error) {
	scripts, err = root(at)
	if err != nil {
		return "", nil, err
	}
	err = filepath.WalkDir(at, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != at && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, Suffix):
			return nil
		}
		rel, err := filepath.Rel(scripts, name)
		files = append(files, filepath.ToSlash(rel))
		return err
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%w in %s", ErrNone, at)
	}
	slices.Sort(files)
	return scripts, files, err
}

// root is the folder that holds the plugin which a path belongs to; a path
// that belongs to none is the scripts folder itself.
func root(at string) (string, error) {
	full, err := filepath.Abs(at)
	if err != nil {
		return "", fmt.Errorf("finding %s: %w", at, err)
	}
	if _, err := os.Stat(full); err != nil {
		return "", fmt.Errorf("looking for tests: %w", err)
	}
	up := at
	for dir := full; ; dir, up = filepath.Dir(dir), filepath.Join(up, "..") {
		if _, err := os.Stat(filepath.Join(dir, "plugin.toml")); err == nil {
			return filepath.Join(up, ".."), nil
		}
		if dir == filepath.Dir(dir) {
			return at, nil
		}
	}
}

// Run runs the tests of some files and gives each result to told.
func Run(o Options, files []string, told func(Result)) {
	r := &runner{Options: o, loaders: map[string]*load.Loader{}}
	for _, f := range files {
		file, err := r.open(f)
		if err != nil {
			told(Result{File: f, Line: lineOf(err), Status: Failed, Name: path.Base(f), Text: err.Error()})
			continue
		}
		file.run(told)
	}
}

// runner is what the files of one run share.
type runner struct {
	Options
	loaders map[string]*load.Loader // by the plugins that they load
}

// loader has compiled some plugins.
func (r *runner) loader(plugins []string) *load.Loader {
	key := strings.Join(plugins, " ")
	if r.loaders[key] == nil {
		r.loaders[key] = load.New(load.Options{Path: r.Scripts, Plugins: plugins})
	}
	return r.loaders[key]
}
