package meta_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mud/lua/api"
	"mud/lua/meta"
)

// top is the project's top folder.
const top = "../.."

// TestGeneratedFiles holds that the generated files are what the comments say
// today.
func TestGeneratedFiles(t *testing.T) {
	stubs, page, err := meta.Generate(top)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"docs/api.md": page}
	for name, text := range stubs {
		files["lua/meta/"+name] = text
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(name)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the comments say: run go run ./cmd/mud meta (%v)", name, err)
		}
	}
}

// entities are the names under which comments speak of what all entities have.
var entities = map[string]string{"account": "obj", "channel": "obj", "script": "obj"}

// TestAllIsDescribed holds that what scripts can call and read has a comment,
// and that no comment speaks of what is not there.
func TestAllIsDescribed(t *testing.T) {
	entries, err := meta.Read(top)
	if err != nil {
		t.Fatal(err)
	}
	surface, err := api.Surface()
	if err != nil {
		t.Fatal(err)
	}
	if len(surface["obj"]) < 30 || len(surface["mud"]) < 15 || len(surface["cmd.cmdset"]) == 0 {
		t.Fatalf("that cannot be all: %v", surface)
	}
	described := map[string]map[string]string{}
	for _, e := range entries {
		owner := e.Owner
		if first, rest, _ := strings.Cut(owner, "."); entities[first] != "" {
			owner = strings.TrimSuffix(entities[first]+"."+rest, ".")
		}
		if described[owner] == nil {
			described[owner] = map[string]string{}
		}
		described[owner][e.Name] = e.Where
	}
	for owner, names := range surface {
		for _, name := range names {
			if described[owner][name] == "" {
				t.Errorf("%s.%s has no comment: above its function write // %s.%s does …, then @param and @return lines; for a field // @field %s.%s type what it is",
					owner, name, owner, name, owner, name)
			}
			delete(described[owner], name)
		}
		for name, where := range described[owner] {
			if owner != "cmd" { // each command brings fields of its own; TestCmdFields holds those
				t.Errorf("%s: there is no %s.%s", where, owner, name)
			}
		}
	}
	for owner := range described {
		if first, _, _ := strings.Cut(owner, "."); slices.Contains([]string{"mud", "obj", "session", "cmd"}, first) && surface[owner] == nil {
			t.Errorf("there is no %s, but comments speak of it", owner)
		}
	}
}

// vague are the entries that take anything at all.
var vague = []string{"mud.refuse_if", "mud.inspect", "mud.lua", "expect", "print", "table.pack", "table.keys"}

// TestTypesAreSaid holds that no entry says any, table, function or argN where
// it could say what it is.
func TestTypesAreSaid(t *testing.T) {
	entries, err := meta.Read(top)
	if err != nil {
		t.Fatal(err)
	}
	bare := regexp.MustCompile(`\b(any|userdata)\b|\b(table)\b(?:[^<]|$)|\bfunction\b`)
	for _, e := range entries {
		if strings.Contains(e.Where, "lua/builtin/") || slices.Contains(vague, e.Full()) {
			continue
		}
		types := []string{e.Type}
		for _, v := range append(slices.Clone(e.Params), e.Returns...) {
			types = append(types, v.Type)
			if regexp.MustCompile(`^arg\d*$`).MatchString(v.Name) {
				t.Errorf("%s: %s: %s says nothing", e.Where, e.Full(), v.Name)
			}
		}
		for _, kind := range types {
			if bare.MatchString(kind) {
				t.Errorf("%s: %s: the type %q could say more", e.Where, e.Full(), kind)
			}
		}
	}
}

// TestTypesAreThere holds that each class that is named is defined.
func TestTypesAreThere(t *testing.T) {
	defined, named := map[string]bool{}, map[string]string{}
	for _, m := range regexp.MustCompile(`---@alias (\S+)`).FindAllStringSubmatch(string(meta.Game(meta.Names{})), -1) {
		defined[m[1]] = true
	}
	for _, name := range []string{"mud.d.lua", "test.d.lua", "lua.d.lua"} {
		text, err := meta.Stubs.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`---@(?:class|alias) (\S+)`).FindAllStringSubmatch(string(text), -1) {
			defined[m[1]] = true
		}
		for _, line := range strings.Split(string(text), "\n") {
			if m := regexp.MustCompile(`^---@(?:param|field) \S+ (.*)|^---@return (.*)|^---@class \S+ : (.*)`).FindStringSubmatch(line); m != nil {
				for _, class := range regexp.MustCompile(`\bmud\.[A-Z]\w*(?:\.\w+)*`).FindAllString(m[1]+m[2]+m[3], -1) {
					named[class] = line
				}
			}
		}
	}
	if len(named) < 10 {
		t.Fatalf("only %d classes are named", len(named))
	}
	for class, line := range named {
		if !defined[class] {
			t.Errorf("there is no class %s, in: %s", class, line)
		}
	}
}
