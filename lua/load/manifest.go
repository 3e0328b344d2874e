package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Manifest is a plugin's plugin.toml.
type Manifest struct {
	Name        string              `toml:"name"`
	Version     string              `toml:"version"`
	Description string              `toml:"description"`
	Requires    []string            `toml:"requires"` // "core" or "core >= 0.1"
	Add         map[string][]string `toml:"add"`      // command set -> commands
	Remove      map[string][]string `toml:"remove"`   // command set -> keys of commands
	Settings    map[string]any      `toml:"settings"` // with their defaults
}

// plugin is one folder of scripts as it is on disk.
type plugin struct {
	Manifest
	dir   string
	files []file // sorted by path
	help  []file
}

// file is one file of a plugin.
type file struct {
	path   string // below the scripts folder, with slashes: "core/lib/items.lua"
	module string // "core.lib.items"
	source []byte
}

// maxSource bounds a script: the compiler's own stack grows with its input.
const maxSource = 256 << 10

// readPlugin reads a plugin's manifest and all its files.
func readPlugin(root, name string) (*plugin, []Problem) {
	p := &plugin{dir: filepath.Join(root, name)}
	at := name + "/plugin.toml"
	meta, err := toml.DecodeFile(filepath.Join(p.dir, "plugin.toml"), &p.Manifest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, []Problem{{Plugin: name, File: at, Message: "there is no such file: a plugin is a folder of the scripts folder with a plugin.toml in it"}}
	case err != nil:
		return nil, []Problem{{Plugin: name, File: at, Message: tomlMessage(err)}}
	}
	var problems []Problem
	for _, key := range meta.Undecoded() {
		if len(key) > 0 && key[0] != "settings" {
			problems = append(problems, Problem{Plugin: name, File: at, Message: fmt.Sprintf(
				"the key %q is not known; there are name, version, description, requires, add, remove and settings", key.String())})
		}
	}
	if p.Name != name {
		problems = append(problems, Problem{Plugin: name, File: at, Message: fmt.Sprintf("name = %q must be the folder's name, %q", p.Name, name)})
	}
	return p, append(problems, p.readFiles(root)...)
}

func tomlMessage(err error) string {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return fmt.Sprintf("line %d: %s", parse.Position.Line, parse.Message)
	}
	return err.Error()
}

// readFiles reads the scripts and help texts; tests are not part of the game.
func (p *plugin) readFiles(root string) (problems []Problem) {
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		ext := filepath.Ext(rel)
		if strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(rel, "_test.lua") || ext != ".lua" && ext != ".md" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if len(source) > maxSource {
			problems = append(problems, Problem{Plugin: p.Name, File: rel, Message: fmt.Sprintf("the file has %d KiB; a script may have %d", len(source)>>10, maxSource>>10)})
			return nil
		}
		f := file{path: rel, module: strings.ReplaceAll(strings.TrimSuffix(rel, ext), "/", "."), source: source}
		if ext == ".md" {
			p.help = append(p.help, f)
		} else {
			p.files = append(p.files, f)
		}
		return nil
	})
	if err != nil {
		problems = append(problems, Problem{Plugin: p.Name, File: p.Name, Message: err.Error()})
	}
	slices.SortFunc(p.files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return problems
}

// order puts plugins behind those that they require, else in the order in
// which they are listed.
func order(plugins []*plugin) ([]*plugin, []Problem) {
	var out []*plugin
	var problems []Problem
	state := map[string]int{} // 1: being placed, 2: placed
	byName := map[string]*plugin{}
	for _, p := range plugins {
		byName[p.Name] = p
	}
	var place func(p *plugin) bool
	place = func(p *plugin) bool {
		if state[p.Name] > 0 {
			return state[p.Name] == 2
		}
		state[p.Name] = 1
		for _, need := range p.Requires {
			if why := p.missing(need, byName, place); why != "" {
				problems = append(problems, Problem{Plugin: p.Name, File: p.Name + "/plugin.toml", Message: why})
				return false
			}
		}
		state[p.Name] = 2
		out = append(out, p)
		return true
	}
	for _, p := range plugins {
		place(p)
	}
	return out, problems
}

// missing says why a requirement is not met, "" when it is.
func (p *plugin) missing(need string, byName map[string]*plugin, place func(*plugin) bool) string {
	name, version, _ := strings.Cut(need, ">=")
	name, version = strings.TrimSpace(name), strings.TrimSpace(version)
	other := byName[name]
	switch {
	case other == nil:
		return fmt.Sprintf("requires the plugin %q, which is not in use: add it to [scripts] plugins in mud.toml", name)
	case !place(other):
		return fmt.Sprintf("requires the plugin %q, which failed or requires this one", name)
	case version != "" && olderThan(other.Version, version):
		return fmt.Sprintf("requires %s, but %s has version %s", need, name, other.Version)
	}
	return ""
}

// olderThan compares versions such as "0.10.2" number by number.
func olderThan(have, want string) bool {
	h, w := strings.Split(have, "."), strings.Split(want, ".")
	for i := range max(len(h), len(w)) {
		a, b := part(h, i), part(w, i)
		if a != b {
			return a < b
		}
	}
	return false
}

func part(version []string, i int) (n int) {
	if i < len(version) {
		fmt.Sscanf(version[i], "%d", &n)
	}
	return n
}
