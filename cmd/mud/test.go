package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mud/cmd/mud/stage"
	"mud/cmd/mud/watch"
	"mud/lua/spec"
)

type testCmd struct {
	Path   string `arg:"" optional:"" help:"A file *_test.lua, or a folder of them; without it the scripts folder of mud.toml."`
	Filter string `help:"Only the tests that have this text in their name."`
	Seed   uint64 `help:"Of the random numbers." default:"1"`
	Log    bool   `help:"Show the logs of the tests' worlds."`
	Watch  bool   `help:"Run them again whenever a script is saved."`
}

// Run runs the tests of scripts.
func (c testCmd) Run(ctx context.Context) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	at := c.Path
	if at == "" {
		at = cfg.Scripts.Path
	}
	if !c.Watch {
		return c.once(at)
	}
	return c.again(ctx, at)
}

// again runs the tests now and whenever a script is saved, until ctx ends.
func (c testCmd) again(ctx context.Context, at string) error {
	scripts, _, err := spec.Find(at)
	if err != nil {
		return err
	}
	w, err := watch.New(scripts) // before they are run, so that nothing is missed
	if err != nil {
		return err
	}
	run := func() {
		if err := c.once(at); err != nil && !errors.Is(err, errTests) {
			fmt.Println(err)
		}
		fmt.Println("They are run again when a script is saved; Ctrl-C ends that.")
	}
	run()
	return w.Run(ctx, func(files []string) {
		fmt.Printf("\nChanged: %s.\n", strings.Join(files, ", "))
		run()
	})
}

// errTests is that tests failed; which is printed already.
var errTests = errors.New("tests failed")

// once runs all tests in a path once.
func (c testCmd) once(at string) error {
	scripts, files, err := spec.Find(at)
	if err != nil {
		return err
	}
	log := io.Discard
	if c.Log {
		log = os.Stderr
	}
	start := time.Now()
	report := &spec.Report{Out: os.Stdout, Scripts: fromHere(scripts), Seed: c.Seed}
	o := spec.Options{Scripts: scripts, Filter: c.Filter, Seed: c.Seed, Print: func(s string) { fmt.Println(s) }}
	spec.Run(stage.Tests(o, log), files, report.Add)
	if !report.End(time.Since(start)) {
		return errTests
	}
	return nil
}

// fromHere is a path as it is written from the working directory, where that
// is shorter.
func fromHere(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	near, err := filepath.Rel(here, path)
	if err != nil || strings.HasPrefix(near, "..") {
		return path
	}
	return near
}
