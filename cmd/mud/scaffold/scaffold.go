// Package scaffold makes the first files of a plugin, a command, a command set
// or a typeclass, each with a test that passes.
package scaffold

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"

	"mud/lua/load"
)

//go:embed files
var files embed.FS

// kind is something that can be made.
type kind struct {
	form  string            // of its name
	parts int               // of its name
	files map[string]string // by template: where it goes; {plugin}, {area}, {key} stand for the parts of the name
	next  string            // what to do next
}

var kinds = map[string]kind{
	"plugin": {"weather", 1, map[string]string{
		"plugin.toml": "{plugin}/plugin.toml", "plugin.md": "{plugin}/help/{plugin}.md", "plugin_test.lua": "{plugin}/plugin_test.lua",
	}, "Turn it on: @plugin/on {plugin} in the running game, or put {plugin} into [scripts] plugins in mud.toml before the start.\nThen: mud new command {plugin}.<area>.<verb>"},
	"command": {"weather.sky.gaze", 3, map[string]string{
		"command.lua": "{plugin}/commands/{area}/{key}.lua", "command_test.lua": "{plugin}/commands/{area}/{key}_test.lua",
	}, "Characters have it after @reload: it is in [add] \"core.character\" of {plugin}/plugin.toml."},
	"cmdset": {"weather.storm", 2, map[string]string{
		"cmdset.lua": "{plugin}/cmdsets/{key}.lua", "cmdset_test.lua": "{plugin}/cmdsets/{key}_test.lua",
	}, "Put commands into it, and give it to things: cmdsets = {{ \"{plugin}.{key}\" }} in a typeclass, or obj.cmdset:add(\"{plugin}.{key}\")."},
	"typeclass": {"weather.umbrella", 2, map[string]string{
		"typeclass.lua": "{plugin}/typeclasses/{key}.lua", "typeclass_test.lua": "{plugin}/typeclasses/{key}_test.lua",
	}, "After @reload: @create/drop {key}:{plugin}.{key}"},
}

// name is what each part of a name must be.
var name = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Result is what was made.
type Result struct {
	Files []string // below the scripts folder
	Next  string   // what to do next, for people
}

// Make writes the files of a new thing; nothing that is there is written over.
func Make(scripts, what, full string) (Result, error) {
	k := kinds[what]
	parts := strings.Split(full, ".")
	if len(parts) != k.parts {
		return Result{}, fmt.Errorf("the name of a %s is like %s, not %q", what, k.form, full)
	}
	for _, p := range parts {
		if !name.MatchString(p) {
			return Result{}, fmt.Errorf("%q: a name is small letters, digits and _, and begins with a letter", p)
		}
	}
	v := map[string]string{"Plugin": parts[0], "Key": parts[len(parts)-1], "Area": parts[max(0, len(parts)-2)]}
	fill := strings.NewReplacer("{plugin}", v["Plugin"], "{area}", v["Area"], "{key}", v["Key"], "{{", "{", "}}", "}")
	if err := checkPlugin(scripts, what, v["Plugin"]); err != nil {
		return Result{}, err
	}
	made, err := render(scripts, k, v, fill)
	if err != nil {
		return Result{}, err
	}
	r := Result{Next: fill.Replace(k.next)}
	if what == "command" {
		file := filepath.Join(v["Plugin"], "plugin.toml")
		manifest, err := os.ReadFile(filepath.Join(scripts, file))
		if err != nil {
			return Result{}, fmt.Errorf("reading the manifest: %w", err)
		}
		text, err := addCommand(string(manifest), "core.character", v["Area"]+"."+v["Key"])
		if err != nil {
			return Result{}, fmt.Errorf("%s: %w", file, err)
		}
		if err := os.WriteFile(filepath.Join(scripts, file), []byte(text), 0o644); err != nil {
			return Result{}, fmt.Errorf("writing the manifest: %w", err)
		}
	}
	for _, f := range made {
		if err := write(filepath.Join(scripts, filepath.FromSlash(f.path)), f.text); err != nil {
			return Result{}, err
		}
		r.Files = append(r.Files, f.path)
	}
	return r, nil
}

// checkPlugin holds that a new plugin is new, and that others are there.
func checkPlugin(scripts, what, plugin string) error {
	if what == "plugin" {
		if _, err := os.Stat(filepath.Join(scripts, plugin)); err == nil {
			return fmt.Errorf("there is a folder %s already", filepath.Join(scripts, plugin))
		}
		return nil
	}
	if _, missing := os.Stat(filepath.Join(scripts, plugin, "plugin.toml")); errors.Is(missing, fs.ErrNotExist) {
		return fmt.Errorf("there is no plugin %q in %s: make it with mud new plugin %s", plugin, scripts, plugin)
	}
	_, err := load.Closure(scripts, plugin)
	return err
}

type file struct{ path, text string }

// render fills the templates, and finds out whether a file is there already.
func render(scripts string, k kind, v map[string]string, fill *strings.Replacer) (out []file, err error) {
	names, err := fs.ReadDir(files, "files")
	if err != nil {
		return nil, fmt.Errorf("reading the templates: %w", err)
	}
	for _, n := range names { // in the order of their names
		at, ok := k.files[n.Name()]
		if !ok {
			continue
		}
		t, err := template.ParseFS(files, path.Join("files", n.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading a template: %w", err)
		}
		var b strings.Builder
		if err := t.Execute(&b, v); err != nil {
			return nil, fmt.Errorf("filling a template: %w", err)
		}
		at = fill.Replace(at)
		if _, err := os.Stat(filepath.Join(scripts, filepath.FromSlash(at))); err == nil {
			return nil, fmt.Errorf("there is a file %s already", filepath.Join(scripts, filepath.FromSlash(at)))
		}
		out = append(out, file{at, b.String()})
	}
	return out, nil
}

// write makes a file that is not there, and the folders that it is in.
func write(at, text string) error {
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	f, err := os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("making a file: %w", err)
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
