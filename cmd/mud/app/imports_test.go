package app_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// mayImport says which packages of mud a package may import: those that begin
// with one of the words, all meant below "mud/". The rules are those of
// docs/architecture.md; a package takes the longest entry that fits it.
var mayImport = map[string][]string{
	"cmd/mud":                   {"cmd/mud/", "engine", "lua/", "sessions/"},
	"cmd/mud/config":            {"engine/session", "engine/command", "engine/numbered"},
	"cmd/mud/portalhalf":        {"sessions/wire", "sessions/link", "sessions/portal", "sessions/render"},
	"cmd/mud/watch":             {},
	"cmd/mud/child":             {},
	"engine":                    {"engine/"},
	"engine/store":              {"engine/store", "engine/value"},
	"engine/value":              {},
	"engine/lock":               {"engine/"},
	"engine/guard":              {},
	"engine/command":            {"engine/guard", "engine/lock", "engine/numbered"},
	"lua/vm":                    {"lua/builtin"},
	"lua/builtin":               {},
	"lua/api":                   {"engine", "lua/vm", "lua/builtin"},
	"lua/load":                  {"engine", "lua/"},
	"lua/spec":                  {"engine", "lua/"},
	"lua/meta":                  {},
	"lua/lint":                  {"engine/command"},
	"sessions/wire":             {},
	"sessions/link":             {"sessions/wire"},
	"sessions/render":           {"sessions/wire"},
	"sessions/portal":           {"sessions/wire"},
	"sessions/portal/telnet":    {"sessions/wire", "sessions/portal"},
	"sessions/portal/websocket": {"sessions/wire", "sessions/portal"},
	"sessions/portal/ssh":       {"sessions/wire", "sessions/portal"},
	"sessions/portal/tcp":       {},
	"sessions/server":           {"sessions/wire", "sessions/link", "sessions/server/", "engine"},
	"sessions/server/spool":     {},
}

// TestImports holds the rule of who may know whom: there is no socket in the
// world, and no game in the Portal.
func TestImports(t *testing.T) {
	packages := list(t)
	if len(packages) < 20 {
		t.Fatalf("only %d packages were found", len(packages))
	}
	for path, imports := range packages {
		allowed, rule := rules(path)
		if allowed == nil {
			t.Errorf("no rule says what mud/%s may import", path)
		}
		for _, i := range imports {
			if !fits(i, allowed) {
				t.Errorf("mud/%s imports mud/%s; the rule %q does not let it", path, i, rule)
			}
		}
	}
}

func rules(path string) (allowed []string, rule string) {
	for r := path; r != "."; r = parent(r) {
		if a, ok := mayImport[r]; ok {
			return a, r
		}
	}
	return nil, ""
}

func parent(path string) string {
	if at := strings.LastIndexByte(path, '/'); at >= 0 {
		return path[:at]
	}
	return "."
}

func fits(path string, allowed []string) bool {
	for _, a := range allowed {
		if path == strings.TrimSuffix(a, "/") || strings.HasPrefix(path, strings.TrimSuffix(a, "/")+"/") {
			return true
		}
	}
	return false
}

// foreign are the libraries that belong to one part of mud alone.
var foreign = map[string][]string{
	"github.com/yuin/gopher-lua":   {"lua/"},
	"github.com/reiver/go-telnet":  {"sessions/portal/telnet"},
	"github.com/gorilla/websocket": {"sessions/portal/websocket"},
	"github.com/gliderlabs/ssh":    {"sessions/portal/ssh"},
	"github.com/BurntSushi/toml":   {"cmd/mud/config", "lua/load"},
	"zombiezen.com/go/sqlite":      {"engine/store/sqlite"},
	"golang.org/x/crypto/argon2":   {"engine/account"},
	"github.com/chromedp/chromedp": {},
	"net":                          {"cmd/", "sessions/link", "sessions/portal", "engine/access", "engine/account"},
	"net/http":                     {"cmd/", "sessions/portal/websocket"},
}

// TestLibraries holds that a library is known in one place.
func TestLibraries(t *testing.T) {
	for path, imports := range listAll(t) {
		for _, i := range imports {
			if allowed, ok := foreign[i]; ok && !fits(path, allowed) {
				t.Errorf("mud/%s imports %s, which is for %v", path, i, allowed)
			}
		}
	}
}

// list is what each package of mud imports of mud, without tests.
func list(t *testing.T) map[string][]string {
	t.Helper()
	own := map[string][]string{}
	for path, imports := range listAll(t) {
		own[path] = []string{}
		for _, i := range imports {
			if short, ok := strings.CutPrefix(i, "mud/"); ok {
				own[path] = append(own[path], short)
			}
		}
	}
	return own
}

// listAll is what each package of mud imports, without tests.
func listAll(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "mud/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := map[string][]string{}
	for in := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := in.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[strings.TrimPrefix(p.ImportPath, "mud/")] = p.Imports
	}
}
