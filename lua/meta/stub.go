package meta

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// heads are how the stub files begin.
var heads = map[string]string{
	fileMud:  "---@meta mud\n",
	fileTest: "---@meta mud.test\n",
	fileLua:  "---@meta _\n",
}

// made is in each generated file.
const made = "Made by `mud meta` from the comments beside the functions; change those."

// aliases are types that have no entry of their own.
const aliases = `
---@alias mud.Value nil|boolean|number|string|mud.Object|table<string|number, mud.Value> what db, ndb and timers keep
---@alias mud.Shown table<string, mud.Value|mud.Session> what {name} in a text stands for
---@class mud.Data what is remembered under names: values as in mud.Value
---@field [string|number] any
---@class mud.Args what the syntax of a command found, by the names in it
---@field [string] any
---@class mud.Character : mud.Object
---@class mud.Room : mud.Object
---@class mud.Exit : mud.Object
`

// stub writes one stub file.
func stub(file string, entries []Entry) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s-- %s\n", heads[file], made)
	if file == fileMud {
		b.WriteString(aliases)
	}
	for _, owner := range owners(entries) {
		if r, _ := rootOf(owner); r.file == file {
			classStub(&b, entries, owner)
		}
	}
	if file == fileTest {
		for _, e := range of(entries, "", false) {
			if e.Name != "rawlen" {
				funcStub(&b, e, "")
			}
		}
		b.WriteString("\nreturn test\n")
	}
	if file == fileMud {
		b.WriteString("\nreturn mud\n")
	}
	if file == fileLua {
		for _, e := range of(entries, "", false) {
			if e.Name == "rawlen" {
				funcStub(&b, e, "")
			}
		}
	}
	return b.Bytes()
}

// standard are the functions of Lua 5.1, which editors know.
var standard = regexp.MustCompile(`^(string\.(byte|char|find|format|gmatch|gsub|len|lower|match|rep|reverse|sub|upper)|` +
	`table\.(concat|insert|maxn|remove|sort)|math\.random|os\..*)$`)

// classStub writes a class with its fields and functions.
func classStub(b *bytes.Buffer, entries []Entry, owner string) {
	r, _ := rootOf(owner)
	name := class(owner)
	parent := ""
	if owner == r.name && r.parent != "" {
		parent = " : " + r.parent
	}
	if r.file == fileLua {
		for _, e := range of(entries, owner, false) {
			if !standard.MatchString(e.Full()) {
				funcStub(b, e, owner)
			}
		}
		return
	}
	fmt.Fprintf(b, "\n---@class %s%s\n", name, parent)
	for _, e := range of(entries, owner, true) {
		fmt.Fprintf(b, "---@field %s%s %s\n", e.Name, mark(e.Optional), strings.TrimSpace(e.Type+" "+oneLine(e.Text)))
	}
	for _, inner := range owners(entries) {
		if up, last := parentOf(inner); up == owner {
			fmt.Fprintf(b, "---@field %s %s\n", last, class(inner))
		}
	}
	variable := strings.ReplaceAll(owner, ".", "_")
	fmt.Fprintf(b, "local %s = {}\n", variable)
	for _, e := range of(entries, owner, false) {
		funcStub(b, e, variable)
	}
}

func funcStub(b *bytes.Buffer, e Entry, variable string) {
	b.WriteByte('\n')
	for _, line := range strings.Split(e.sentence(), "\n") {
		fmt.Fprintf(b, "---%s\n", strings.TrimRight(" "+line, " "))
	}
	var names []string
	for _, p := range e.Params {
		names = append(names, p.Name)
		fmt.Fprintf(b, "---@param %s%s %s\n", p.Name, mark(p.Optional), strings.TrimSpace(p.Type+" "+p.Text))
	}
	for _, v := range e.Returns {
		fmt.Fprintf(b, "---@return %s\n", strings.TrimSpace(v.Type+" "+v.Text))
	}
	name := e.Name
	switch {
	case variable != "" && e.Colon:
		name = variable + ":" + name
	case variable != "":
		name = variable + "." + name
	}
	fmt.Fprintf(b, "function %s(%s) end\n", name, strings.Join(names, ", "))
}

func mark(optional bool) string {
	if optional {
		return "?"
	}
	return ""
}

// sentence is the text with the name before it, as it was written.
func (e Entry) sentence() string { return e.Full() + " " + e.Text }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
