package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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
	Replace     map[string][]string `toml:"replace"`  // command set -> commands, in the place of those with their keys
	Remove      map[string][]string `toml:"remove"`   // command set -> keys of commands
	Settings    map[string]any      `toml:"settings"` // with their defaults
}

// plugin is one folder of scripts as it is on disk.
type plugin struct {
	Manifest
	declared string // the name that the manifest gives
	dir      string
	manifest file
	files    []file // sorted by path
	help     []file
	texts    []file
	overlay  map[string]string // see Options
}

// all are all files of a plugin that are in use.
func (p *plugin) all() []file { return slices.Concat([]file{p.manifest}, p.files, p.help, p.texts) }

// file is one file of a plugin.
type file struct {
	path   string // below the scripts folder, with slashes: "core/lib/items.lua"
	module string // "core.lib.items"
	source []byte
}

// find is the first line that a pattern matches, 0 if none does. Comments of
// Lua are passed over.
func (f file) find(pattern string) (n int, text string) {
	re := regexp.MustCompile(pattern)
	for i, text := range strings.Split(string(f.source), "\n") {
		if !strings.HasPrefix(strings.TrimSpace(text), "--") && re.MatchString(text) {
			return i + 1, text
		}
	}
	return 0, ""
}

// maxSource bounds a script: the compiler's own stack grows with its input.
const maxSource = 256 << 10

// readPlugin reads a plugin's manifest and all its files.
func readPlugin(root, name string, overlay map[string]string) (*plugin, []Problem) {
	p, problems := readManifest(root, name)
	if p == nil {
		return nil, problems
	}
	p.overlay = overlay
	return p, append(problems, p.readFiles()...)
}

// readManifest reads a plugin's manifest alone.
func readManifest(root, name string) (*plugin, []Problem) {
	p := &plugin{dir: filepath.Join(root, name)}
	at := name + "/plugin.toml"
	source, err := os.ReadFile(filepath.Join(p.dir, "plugin.toml"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, []Problem{{Plugin: name, File: at, Message: "there is no such file: a plugin is a folder of the scripts folder with a plugin.toml in it"}}
	case err != nil:
		return nil, []Problem{{Plugin: name, File: at, Message: err.Error()}}
	}
	p.manifest = file{path: at, source: source}
	meta, err := toml.Decode(string(source), &p.Manifest)
	p.Name, p.declared = name, p.Name
	if err != nil {
		return nil, []Problem{p.tomlProblem(err)}
	}
	var problems []Problem
	told := map[string]bool{"settings": true}
	for _, key := range meta.Undecoded() {
		if !told[key[0]] { // one of a table is enough
			told[key[0]] = true
			problems = append(problems, p.problem(key[0], fmt.Sprintf(
				"the key %q is not known; there are name, version, description, requires, add, replace, remove and settings", key[0])))
		}
	}
	if p.declared != name {
		problems = append(problems, p.problem("name", fmt.Sprintf("name = %q must be the folder's name, %q", p.declared, name)))
	}
	return p, problems
}

// problem is something wrong with a key of the manifest.
func (p *plugin) problem(key, message string) Problem { return p.problemIn("", key, "", message) }

// problemIn is something wrong with a value of a key in a table of the manifest;
// "" for a key of no table, and for no value.
func (p *plugin) problemIn(table, key, value, message string) Problem {
	out := Problem{Plugin: p.Name, File: p.manifest.path, Message: message}
	lines := strings.Split(string(p.manifest.source), "\n")
	find := func(from int, pattern string) int {
		re := regexp.MustCompile(pattern)
		at := slices.IndexFunc(lines[from:], re.MatchString)
		if at < 0 {
			return -1
		}
		return from + at
	}
	begin := 0
	if table != "" {
		begin = max(0, find(0, `^\s*\[\s*`+table+`\s*\]`))
	}
	at := find(begin, `^\s*\[*\s*["']?`+regexp.QuoteMeta(key)+`\b`)
	if at < 0 {
		return out
	}
	if value != "" { // a list may have several lines
		if in := find(at, `(?:^|\W)`+regexp.QuoteMeta(value)+`(?:\W|$)`); in >= 0 {
			at, out.Column = in, wordAt(lines[in], value)
		}
	}
	out.Line, out.Source = at+1, lines[at]
	return out
}

// tomlLine is how the decoder says where a value of a wrong type stands.
var tomlLine = regexp.MustCompile(`^toml: line (\d+) (.*)$`)

func (p *plugin) tomlProblem(err error) Problem {
	out := Problem{Plugin: p.Name, File: p.manifest.path, Message: err.Error()}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		out.Line, out.Message = parse.Position.Line, parse.Message
	} else if m := tomlLine.FindStringSubmatch(out.Message); m != nil {
		out.Line, _ = strconv.Atoi(m[1])
		out.Message = m[2]
	}
	out.Source = line(p.manifest.source, out.Line)
	return out
}

// readFiles reads the scripts and help texts; tests are not part of the game.
func (p *plugin) readFiles() (problems []Problem) {
	root := os.DirFS(p.dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		if hidden && d.IsDir() {
			return fs.SkipDir
		}
		rel, ext := p.Name+"/"+name, path.Ext(name)
		if err != nil || d.IsDir() || hidden || strings.HasSuffix(rel, "_test.lua") || ext != ".lua" && !isHelp(name) && !isText(name) {
			return err
		}
		if _, ok := p.overlay[rel]; ok {
			return nil
		}
		source, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		problems = append(problems, p.take(rel, source)...)
		return nil
	})
	if err != nil {
		problems = append(problems, Problem{Plugin: p.Name, File: p.Name, Message: err.Error()})
	}
	for rel, source := range p.overlay {
		if strings.HasPrefix(rel, p.Name+"/") {
			problems = append(problems, p.take(rel, []byte(source))...)
		}
	}
	slices.SortFunc(p.files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return append(problems, p.sameNames()...)
}

// isHelp tells whether a file of a plugin is a help text: others in Markdown
// are for those who read the folder.
func isHelp(name string) bool {
	return strings.HasPrefix(name, "help/") && path.Ext(name) == ".md"
}

// take adds a script, a help text or another text.
func (p *plugin) take(rel string, source []byte) []Problem {
	if len(source) > maxSource {
		return []Problem{{Plugin: p.Name, File: rel, Message: fmt.Sprintf("the file has %d KiB; a script may have %d", len(source)>>10, maxSource>>10)}}
	}
	ext := path.Ext(rel)
	f := file{path: rel, module: strings.ReplaceAll(strings.TrimSuffix(rel, ext), "/", "."), source: source}
	switch ext {
	case ".md":
		p.help = append(p.help, f)
	case ".txt":
		p.texts = append(p.texts, f)
	default:
		p.files = append(p.files, f)
	}
	return nil
}

// sameNames finds files that would be the same module: a dot in a file's name
// is as good as a folder.
func (p *plugin) sameNames() (problems []Problem) {
	paths := map[string]string{}
	for _, f := range p.files {
		if other := paths[f.module]; other != "" {
			problems = append(problems, Problem{Plugin: p.Name, File: f.path, Line: 1, Message: fmt.Sprintf(
				"this file and %s have the same name, %q: rename one of them", other, f.module)})
		}
		paths[f.module] = f.path
	}
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
				problems = append(problems, p.problemIn("", "requires", need, why))
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
