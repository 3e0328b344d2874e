package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"mud/cmd/mud/config"
	"mud/cmd/mud/portalhalf"
	"mud/engine"
	"mud/engine/journal"
	"mud/engine/object"
	"mud/engine/store"
	"mud/engine/store/jsonl"
	"mud/engine/store/sqlite"
	"mud/sessions/server/spool"
)

type backupCmd struct {
	File string `arg:"" help:"New file for the copy, such as world.db.gz."`
}

// Run asks the running server for a copy of its world.
func (c backupCmd) Run(ctx context.Context) error {
	file, err := filepath.Abs(c.File)
	if err != nil {
		return err
	}
	return ask(ctx, "POST", "/backup", map[string]string{"file": file})
}

type restoreCmd struct {
	File string `arg:"" help:"What mud backup saved."`
}

// Run puts a backup in the place of the world.
func (c restoreCmd) Run() error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	kept, err := sqlite.Restore(c.File, cfg.Store.File())
	if err == nil {
		err = spool.Remove(cfg.DataDir()) // it is of another world
	}
	if err != nil {
		return err
	}
	fmt.Printf("%s is the world of %s now.\n", c.File, cfg.Store.File())
	if kept != "" {
		fmt.Printf("What was there before is kept as %s.\n", kept)
	}
	return nil
}

type exportCmd struct {
	File string `arg:"" help:"New file, such as world.jsonl; - is the terminal."`
}

// Run writes the world: that of the running server, or that of the data folder.
func (c exportCmd) Run(ctx context.Context) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	snap, err := world(ctx, cfg)
	if err != nil {
		return err
	}
	if c.File == "-" {
		return jsonl.Write(os.Stdout, snap)
	}
	return newFile(c.File, func(w io.Writer) error { return jsonl.Write(w, snap) })
}

// newFile writes a file that must not be there yet. Others may not read it: a
// world has password hashes in it.
func newFile(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already: choose another name", name)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", name, err), os.Remove(name))
	}
	return nil
}

// world is everything that the store holds. A server that runs is asked for a
// copy, as the data file is its own. What belongs to connections is left out.
func world(ctx context.Context, cfg *config.Config) (*store.Snapshot, error) {
	folder, err := os.MkdirTemp("", "mud-export-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	backup, file := filepath.Join(folder, "world.db.gz"), filepath.Join(folder, "world.db")
	_, err = portalhalf.Ask(ctx, "POST", cfg.Portal.Admin, "/backup", map[string]string{"file": backup})
	switch {
	case errors.Is(err, portalhalf.ErrNotRunning):
		file = cfg.Store.File()
		if _, err := os.Stat(file); err != nil {
			return nil, fmt.Errorf("there is no world in %s yet: %w", file, err)
		}
	case err != nil:
		return nil, err
	default:
		if _, err := sqlite.Restore(backup, file); err != nil {
			return nil, err
		}
	}
	s, err := sqlite.Open(file, store.Process, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer s.Close()
	snap, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(snap.Meta, func(key string, _ []byte) bool {
		return strings.HasPrefix(key, engine.MetaSession) || key == engine.MetaGroup
	})
	return snap, nil
}

type importCmd struct {
	File string `arg:"" help:"What mud export wrote."`
}

// Run begins a world with an exported one. It is all or nothing.
func (c importCmd) Run(ctx context.Context) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	in, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	snap, err := jsonl.Read(in)
	if err == nil {
		// Whether the world can be read is known before anything is written.
		err = object.NewWorld(journal.New(), func(string) bool { return true }).Load(snap)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	file := cfg.Store.File()
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("there is a world in %s already: move it away, or give [store] url another file", file)
	}
	s, err := sqlite.Open(file, store.Power, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	if err := errors.Join(s.Commit(ctx, jsonl.Changes(snap)), s.Close(), spool.Remove(cfg.DataDir())); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	fmt.Printf("%d entities are in %s now.\n", len(snap.Objects), file)
	return nil
}
