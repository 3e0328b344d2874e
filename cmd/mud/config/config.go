// Package config owns mud.toml: what its keys are called, what they default to,
// what they may say, and how a mistake in it is told. cmd/mud reads it once at
// the start, on the main goroutine, and hands plain values on: no other package
// knows the file. Each section is a struct with a table of its keys, so that
// reading, checking and the tests that keep mud.toml honest share one list.
package config

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
)

// Config is a whole mud.toml, checked, with its defaults filled in. Paths in
// it are absolute: a relative one in the file is meant from the file's folder.
type Config struct {
	Game     Game     `toml:"game"`
	Portal   Portal   `toml:"portal"`
	Server   Server   `toml:"server"`
	Sessions Sessions `toml:"sessions"`
	Cmdsets  Cmdsets  `toml:"cmdsets"`
	Scripts  Scripts  `toml:"scripts"`
	Store    Store    `toml:"store"`
	Log      Log      `toml:"log"`
	MSSP     MSSP     `toml:"mssp"`

	// Plugins are the [plugin.NAME] tables: for each plugin its settings as
	// TOML has them (string, int64, float64, bool, time.Time, []any and
	// map[string]any). What a plugin knows is checked when it is loaded.
	Plugins map[string]map[string]any `toml:"plugin"`

	Path string // the file as it was named to Load; "" when there is none
	Dir  string // the folder that relative paths are meant from, absolute

	lines map[string]int // line of "section", "section.key", "plugin.NAME.key"
}

// Game is what players know the game by.
type Game struct {
	Name        string `toml:"name"`        // its name, 1 to 80 characters
	Description string `toml:"description"` // what it is, in a sentence, "" for none
}

// section is a part of mud.toml that knows its own keys. Its table is read in
// order, whatever the order in the file.
type section interface {
	fields() []field
}

// named is a section and the word in its brackets.
type named struct {
	name string
	section
}

// Default is what counts without a mud.toml, with paths meant from the current
// folder.
func Default() *Config {
	dir, err := filepath.Abs(".")
	if err != nil {
		dir = "."
	}
	c := defaults(dir)
	c.resolve()
	return c
}

// Load reads the mud.toml at path over the defaults. The error of a file with
// mistakes joins a *Problem for each of them, in the order of their lines; that
// of a file that cannot be read wraps the reason, fs.ErrNotExist for one.
func Load(path string) (*Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the settings: %w", err)
	}
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("finding the folder of %s: %w", path, err)
	}
	c := defaults(dir)
	c.Path = path
	if err := c.read(string(text)); err != nil {
		return nil, err
	}
	c.resolve()
	return c, nil
}

// DataDir is the folder of the store's file. What else must outlive the
// program is kept there too.
func (c *Config) DataDir() string { return filepath.Dir(c.Store.File()) }

// Where says where a key was set, as "mud.toml:12", for messages about a value
// that turns out wrong later. keys are the section and the key, or "plugin",
// the plugin and the key. It is the file alone for a key that the file leaves
// out, and "" without a file.
func (c *Config) Where(keys ...string) string {
	if line := c.lines[place(keys...)]; line > 0 {
		return fmt.Sprintf("%s:%d", c.Path, line)
	}
	return c.Path
}

func defaults(dir string) *Config {
	return &Config{
		Game:     Game{Name: "mud"},
		Portal:   defaultPortal(),
		Server:   defaultServer(),
		Sessions: defaultSessions(),
		Cmdsets:  defaultCmdsets(),
		Scripts:  defaultScripts(),
		Store:    defaultStore(),
		Log:      defaultLog(),
		MSSP:     MSSP{Language: "English"},
		Plugins:  map[string]map[string]any{},
		Dir:      dir,
		lines:    map[string]int{},
	}
}

// sections are the structs of c that know their keys, in their order and under
// the names of their tags.
func (c *Config) sections() []named {
	var list []named
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		if !v.Field(i).CanInterface() {
			continue
		}
		if s, ok := v.Field(i).Addr().Interface().(section); ok {
			list = append(list, named{v.Type().Field(i).Tag.Get("toml"), s})
		}
	}
	return list
}

// resolve makes the paths absolute.
func (c *Config) resolve() {
	for _, s := range c.sections() {
		for _, f := range s.fields() {
			if f.resolve != nil {
				f.resolve(c.Dir)
			}
		}
	}
}

func (g *Game) fields() []field {
	return []field{
		title("name", &g.Name, 80),
		sentence("description", &g.Description, 300),
	}
}
