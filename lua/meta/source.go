package meta

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// folders are where the API is, with the names without an owner that their
// comments may describe.
var folders = []struct {
	dir     string
	globals map[string]bool
}{
	{"lua/api", nil},
	{"lua/load", nil},
	{"lua/builtin", map[string]bool{"rawlen": true}},
	{"lua/spec", map[string]bool{"describe": true, "it": true, "pending": true, "expect": true, "expect_error": true}},
}

// Read reads all comments about the API, sorted by name. src is the project's
// top folder.
func Read(src string) ([]Entry, error) {
	var out []Entry
	for _, f := range folders {
		files, err := filepath.Glob(filepath.Join(src, filepath.FromSlash(f.dir), "*"))
		if err != nil {
			return nil, fmt.Errorf("reading the sources: %w", err)
		}
		for _, name := range files {
			read := map[string]func(string, string) ([]comment, error){".go": goComments, ".lua": luaComments}[filepath.Ext(name)]
			if read == nil || strings.HasSuffix(name, "_test.go") {
				continue
			}
			comments, err := read(name, f.dir+"/"+filepath.Base(name))
			if err != nil {
				return nil, err
			}
			for _, c := range comments {
				entries, err := parse(c.text, c.where, f.globals)
				if err != nil {
					return nil, err
				}
				out = append(out, entries...)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there are no sources of mud in %s", src)
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return strings.Compare(a.Owner+"."+a.Name, b.Owner+"."+b.Name) })
	return out, check(out)
}

// comment is a comment without its marks.
type comment struct{ text, where string }

func goComments(name, where string) ([]comment, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", where, err)
	}
	var out []comment
	for _, group := range file.Comments {
		if group != file.Doc {
			out = append(out, comment{plain(group), fmt.Sprintf("%s:%d", where, set.Position(group.Pos()).Line)})
		}
	}
	return out, nil
}

// plain is a comment without its marks. CommentGroup.Text would take the line
// "//go:embed" for one of ours, but folds nothing else.
func plain(group *ast.CommentGroup) string { return strings.TrimSpace(group.Text()) }

// luaComments reads the blocks of "---" lines.
func luaComments(name, where string) ([]comment, error) {
	source, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", where, err)
	}
	var out []comment
	var block []string
	lines := bufio.NewScanner(bytes.NewReader(source))
	for n := 1; lines.Scan(); n++ {
		text, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "---")
		if ok {
			block = append(block, strings.TrimPrefix(text, " "))
			continue
		}
		if len(block) > 0 {
			out = append(out, comment{strings.Join(block, "\n"), fmt.Sprintf("%s:%d", where, n-len(block))})
			block = nil
		}
	}
	return out, lines.Err()
}

// hookName is a name of a hook in a source of the engine.
var hookName = regexp.MustCompile(`"((?:at|announce)_[a-z_]+)"`)

// hookNames lists the hooks that the engine and the API call.
func hookNames(src string) ([]byte, error) {
	names := map[string]bool{}
	for _, dir := range []string{"engine", "lua/api"} {
		err := filepath.WalkDir(filepath.Join(src, filepath.FromSlash(dir)), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			source, err := os.ReadFile(name)
			for _, m := range hookName.FindAllStringSubmatch(string(source), -1) {
				names[m[1]] = true
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("reading the sources: %w", err)
		}
	}
	return []byte(strings.Join(slices.Sorted(maps.Keys(names)), "\n") + "\n"), nil
}
