package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mud/engine"
	"mud/lua/load"
	"mud/lua/meta"
)

type metaCmd struct {
	Path string `arg:"" optional:"" help:"Scripts folder; without it the one of mud.toml."`
}

// Run writes what editors know of the API and of the game: in mud's own
// sources the stubs and docs/api.md, and for a scripts folder the names in it.
func (c metaCmd) Run() error {
	loader, err := loaderOf(c.Path)
	if err != nil {
		return err
	}
	files, err := sources()
	if err != nil {
		return err
	}
	scripts, report, err := loader.Build(engine.Order{})
	if err != nil {
		fmt.Println(report)
		return errors.New("the scripts have mistakes")
	}
	for name, text := range game(loader.Path, meta.Names(scripts.(*load.Generation).Names())) {
		files[name] = text
	}
	for name, text := range files {
		if err := save(name, text); err != nil {
			return err
		}
	}
	return nil
}

// sources are the generated files of mud itself, none elsewhere.
func sources() (map[string][]byte, error) {
	files := map[string][]byte{}
	if _, err := os.Stat(filepath.Join("lua", "meta", "meta.go")); err != nil {
		return files, nil
	}
	stubs, page, err := meta.Generate(".")
	if err != nil {
		return nil, err
	}
	files[filepath.Join("docs", "api.md")] = page
	for name, text := range stubs {
		files[filepath.Join("lua", "meta", name)] = text
	}
	return files, nil
}

// game are the files for a scripts folder: the names in it, and the stubs and
// the editor's settings where they are not there.
func game(scripts string, names meta.Names) map[string][]byte {
	files := map[string][]byte{filepath.Join(scripts, ".meta", "game.d.lua"): meta.Game(names)}
	if _, err := os.Stat(filepath.Join(scripts, "..", "lua", "meta", "mud.d.lua")); err != nil {
		stubs, _ := fs.Glob(meta.Stubs, "*") // the pattern is good
		for _, name := range stubs {
			text, _ := meta.Stubs.ReadFile(name) // it is in the binary
			files[filepath.Join(scripts, ".meta", name)] = text
		}
	}
	luarc := filepath.Join(scripts, ".luarc.json")
	if _, err := os.Stat(luarc); errors.Is(err, fs.ErrNotExist) {
		files[luarc] = []byte(meta.Luarc)
	}
	return files
}

// save writes a file, and makes the folder that it is in.
func save(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
