// Package lint finds in the source of a script what would fail only when that
// line is run: names that nothing has, and texts that name what is not there.
// It says nothing where it would have to guess. It works on any goroutine.
package lint

import (
	"bytes"
	"slices"

	"github.com/yuin/gopher-lua/ast"
	"github.com/yuin/gopher-lua/parse"

	"mud/engine/command"
)

// Set is a set of names.
type Set map[string]bool

// Known is what there is.
type Known struct {
	Globals map[string]Set // by name; of a library its functions, of others nil
	API     map[string]Set // fields and functions by whose they are: "mud", "mud.sessions", "obj", "obj.tags", "session", "cmd"
	Modules Set            // what require finds

	// What scripts define themselves; nil where that is not known.
	Class     Set            // fields and functions of typeclasses
	Named     map[Kind]Set   // what a text may name
	Functions Set            // what a timer may name
	Settings  map[string]Set // by plugin
}

// Kind is a kind of thing that scripts name in texts.
type Kind string

// The kinds.
const (
	Cmdset    Kind = "command set"
	Typeclass Kind = "typeclass"
	Menu      Kind = "menu"
	Text      Kind = "text"
)

// Finding is one thing that is wrong.
type Finding struct {
	Line    int
	Name    string // as it stands in that line
	Message string
}

// File looks at one source that compiles.
func File(source []byte, name string, known *Known) ([]Finding, error) {
	chunk, err := parse.Parse(bytes.NewReader(source), name)
	if err != nil {
		return nil, err
	}
	c := &checker{known: known, assigned: Set{}, tested: Set{}, set: Set{}}
	for _, s := range chunk {
		c.survey(s)
	}
	c.block(chunk, nil)
	slices.SortStableFunc(c.found, func(a, b Finding) int { return a.Line - b.Line })
	return c.found, nil
}

// checker walks one file.
type checker struct {
	known *Known
	scope *scope
	found []Finding

	assigned Set // locals that get a new value somewhere: what they hold is not known
	tested   Set // fields that the file asks for before it uses them
	set      Set // fields that the file sets
}

// scope is a block with its locals and what they hold.
type scope struct {
	outer  *scope
	locals map[string]value
}

func (c *checker) open()  { c.scope = &scope{outer: c.scope, locals: map[string]value{}} }
func (c *checker) close() { c.scope = c.scope.outer }

// declare makes a local.
func (c *checker) declare(name string, v value) {
	if c.assigned[name] {
		v = value{}
	}
	c.scope.locals[name] = v
}

// local is what a local holds.
func (c *checker) local(name string) (value, bool) {
	for s := c.scope; s != nil; s = s.outer {
		if v, ok := s.locals[name]; ok {
			return v, true
		}
	}
	return value{}, false
}

func (c *checker) report(at ast.PositionHolder, name, message string) {
	c.found = append(c.found, Finding{at.Line(), name, message})
}

// mean is the end of a message about a name that is not there.
func mean(name string, names Set) string {
	list := make([]string, 0, len(names))
	for n := range names {
		list = append(list, n)
	}
	slices.Sort(list)
	if near := command.Nearest(name, list); near != "" {
		return "; did you mean \"" + near + "\"?"
	}
	return ""
}
