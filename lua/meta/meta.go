// Package meta makes what an editor and a reader know of the API of scripts:
// stubs for lua-language-server and docs/api.md. Both come from the comments
// beside the functions themselves, in lua/api and in the Lua halves; a test
// holds that what is registered and what is described are the same.
package meta

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Stubs are the generated files *.d.lua, for folders of scripts that stand
// elsewhere than the sources.
//
//go:embed *.d.lua
var Stubs embed.FS

// hooks is generated: the names of hooks in the sources of the engine.
//
//go:embed hooks.txt
var hooks string

// Hooks are the hooks of typeclasses that mud itself calls.
func Hooks() []string { return strings.Fields(hooks) }

// Fields are the fields of a class of the API.
func Fields(class string) []string {
	text, _ := Stubs.ReadFile(fileMud) // it is in the binary
	_, text, _ = bytes.Cut(text, []byte("---@class "+class+"\n"))
	text, _, _ = bytes.Cut(text, []byte("\nlocal "))
	var out []string
	for _, line := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(line, "---@field "); ok {
			name, _, _ := strings.Cut(rest, " ")
			out = append(out, strings.TrimSuffix(name, "?"))
		}
	}
	return out
}

// Entry is one function or field of the API.
type Entry struct {
	Owner    string  // "mud", "obj.tags", "session"; "" for a global
	Name     string  // "msg"
	Colon    bool    // it is called with a colon
	Field    bool    // it is no function
	Type     string  // of a field
	Optional bool    // a field that need not be there
	Text     string  // what it is, in Markdown
	Params   []Value // of a function
	Returns  []Value
	Where    string // file and line of the comment
}

// Value is a parameter or a result.
type Value struct {
	Name, Type, Text string
	Optional         bool
}

// Full is the name as a script writes it.
func (e Entry) Full() string {
	switch {
	case e.Owner == "":
		return e.Name
	case e.Colon:
		return e.Owner + ":" + e.Name
	}
	return e.Owner + "." + e.Name
}

// root is a name under which comments speak of something, and its class.
type root struct {
	name    string
	class   string
	parent  string // class
	file    string // the stub it is in
	heading string // of its section in docs/api.md
	about   string
}

// The stub files; each is what `require` of the same name returns, or nothing.
const (
	fileMud  = "mud.d.lua"
	fileTest = "test.d.lua"
	fileLua  = "lua.d.lua"
)

// fileHooks lists the hooks that mud calls, for mud check.
const fileHooks = "hooks.txt"

// roots are the names with which the name of an entry may begin, in the order
// in which they are shown.
var roots = []root{
	{"mud", "mud", "", fileMud, "mud", "What `require(\"mud\")` returns."},
	{"new", "mud.New", "", fileMud, "mud.create.object { … }", "What a new object is."},
	{"cmd", "mud.Cmd", "", fileMud, "cmd", "What a command's functions get: who typed what."},
	{"obj", "mud.Object", "", fileMud, "Entities", "Objects of the world: characters, rooms, things, exits. What is said of `obj` holds for accounts too."},
	{"account", "mud.Account", "mud.Object", fileMud, "Accounts", "Who has logged in. An account has all that an object has."},
	{"channel", "mud.Channel", "mud.Object", fileMud, "Channels", "Who listens to it hears what is said on it. A channel has all that an object has."},
	{"script", "mud.Script", "mud.Object", fileMud, "Scripts", "Something that has no body and may have a clock. A script has all that an object has."},
	{"session", "mud.Session", "", fileMud, "Sessions", "One connection of a player."},
	{"command", "mud.CommandDef", "", fileMud, "mud.command { … }", "The fields of a command."},
	{"cmdset", "mud.CmdsetDef", "", fileMud, "mud.cmdset { … }", "The fields of a command set."},
	{"typeclass", "mud.TypeclassDef", "", fileMud, "mud.typeclass { … }", "The fields of a typeclass; its hooks are functions of it."},
	{"hook", "mud.HookDef", "", fileMud, "mud.hook { … }", "The fields of a hook of the server, `hooks/<event>.lua`."},
	{"inputfunc", "mud.InputfuncDef", "", fileMud, "mud.inputfunc { … }", "What is done with data of a client, `inputfuncs/<name>.lua`."},
	{"lockfunc", "mud.LockfuncDef", "", fileMud, "mud.lockfunc { … }", "A function for lock strings, `lockfuncs/<name>.lua`."},
	{"menu", "mud.MenuDef", "", fileMud, "mud.menu { … }", "The fields of a menu."},
	{"node", "mud.MenuNode", "", fileMud, "A node of a menu", "One of `nodes` of mud.menu."},
	{"option", "mud.MenuOption", "", fileMud, "An option of a menu", "One of `options` of a node."},
	{"test", "mud.test", "", fileTest, "mud.test", "What `require(\"mud.test\")` returns in a file `*_test.lua`."},
	{"options", "mud.test.Options", "", fileTest, "world { … }", "What a test may say of its world."},
	{"w", "mud.test.World", "", fileTest, "The world of a test", "What `world { … }` returns."},
	{"actor", "mud.test.Actor", "", fileTest, "The actors of a test", "Who acts in the world of a test: `w.ann`."},
	{"string", "stringlib", "", fileLua, "string", "All are methods of texts too. Patterns are Lua's; a search that takes too long is an error."},
	{"table", "tablelib", "", fileLua, "table", "They work on stored tables too, such as `obj.db.list`."},
	{"math", "mathlib", "", fileLua, "math", "The rest is as in Lua 5.1."},
	{"os", "oslib", "", fileLua, "os", "Nothing else is left of it."},
}

// rootOf is the root of an owner.
func rootOf(owner string) (root, bool) {
	first, _, _ := strings.Cut(owner, ".")
	at := slices.IndexFunc(roots, func(r root) bool { return r.name == first })
	if at < 0 {
		return root{}, false
	}
	return roots[at], true
}

// class is the class of an owner: that of its root, with the rest behind it.
func class(owner string) string {
	r, _ := rootOf(owner)
	return r.class + strings.TrimPrefix(owner, r.name)
}

// Generate reads the comments of the sources and returns the contents of the
// files in this folder by name and docs/api.md. src is the project's top folder.
func Generate(src string) (stubs map[string][]byte, page []byte, err error) {
	entries, err := Read(src)
	if err != nil {
		return nil, nil, err
	}
	stubs = map[string][]byte{}
	for _, file := range []string{fileMud, fileTest, fileLua} {
		stubs[file] = stub(file, entries)
	}
	stubs[fileHooks], err = hookNames(src)
	return stubs, markdown(entries), err
}

// owners are the owners of entries, those of one root together, in the order
// of the roots.
func owners(entries []Entry) []string {
	seen := map[string]bool{}
	for _, e := range entries {
		for owner := e.Owner; owner != ""; owner, _ = parentOf(owner) {
			seen[owner] = true
		}
	}
	rank := func(owner string) int {
		first, _, _ := strings.Cut(owner, ".")
		return slices.IndexFunc(roots, func(r root) bool { return r.name == first })
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
}

// parentOf splits "obj.tags" into "obj" and "tags".
func parentOf(owner string) (parent, name string) {
	at := strings.LastIndexByte(owner, '.')
	if at < 0 {
		return "", owner
	}
	return owner[:at], owner[at+1:]
}

// of are the entries of an owner: fields first, each by name.
func of(entries []Entry, owner string, field bool) []Entry {
	var out []Entry
	for _, e := range entries {
		if e.Owner == owner && e.Field == field {
			out = append(out, e)
		}
	}
	return out
}

// check finds what is wrong with the entries as a whole.
func check(entries []Entry) error {
	seen := map[string]string{}
	for _, e := range entries {
		name := e.Owner + "." + e.Name
		if other := seen[name]; other != "" {
			return fmt.Errorf("%s: %s is described at %s too", e.Where, e.Full(), other)
		}
		seen[name] = e.Where
		if _, ok := rootOf(e.Owner); e.Owner != "" && !ok {
			return fmt.Errorf("%s: %s: %q is none of the names in the table roots of lua/meta/meta.go", e.Where, e.Full(), e.Owner)
		}
	}
	return nil
}
