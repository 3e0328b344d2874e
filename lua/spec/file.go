package spec

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/lua/load"
	"mud/lua/vm"
)

// file is one file of tests.
type file struct {
	*runner
	path    string // below the scripts folder
	plugins []string
	proto   *lua.FunctionProto
	modules map[string]*lua.FunctionProto // of the plugins
}

// open compiles a file of tests.
func (r *runner) open(at string) (*file, error) {
	source, err := os.ReadFile(filepath.Join(r.Scripts, filepath.FromSlash(at)))
	if err != nil {
		return nil, fmt.Errorf("reading a test: %w", err)
	}
	plugin, _, _ := strings.Cut(at, "/")
	plugins, err := load.Closure(r.Scripts, plugin)
	if err != nil {
		return nil, err
	}
	modules, err := r.loader(plugins).Modules()
	if err != nil {
		return nil, err
	}
	proto, err := vm.Compile(source, at)
	return &file{runner: r, path: at, plugins: plugins, proto: proto, modules: modules}, err
}

// run runs the tests of the file. The file is loaded anew for each, so that
// nothing is left of one when the next begins.
func (f *file) run(told func(Result)) {
	first, err := f.load()
	if err != nil {
		told(f.failed(testCase{name: "loading the file", line: 1}, err))
		return
	}
	for i, c := range first.cases {
		if !strings.Contains(c.name, f.Filter) {
			continue
		}
		told(f.one(i, c))
	}
}

// one runs the test of a number.
func (f *file) one(i int, c testCase) Result {
	if c.fn == nil {
		return Result{File: f.path, Line: c.line, Name: c.name, Status: Pending}
	}
	t, err := f.load()
	if err == nil {
		t.running = true
		err = t.play(t.cases[i].fn)
	}
	var why *pendingError
	switch {
	case err == nil:
		return Result{File: f.path, Line: c.line, Name: c.name}
	case errors.As(err, &why):
		return Result{File: f.path, Line: c.line, Name: c.name, Status: Pending, Text: why.text}
	}
	return f.failed(c, err)
}

// failed is the result of a test that failed: at the innermost line of the file
// itself, with the calls from there on when it was deeper.
func (f *file) failed(c testCase, err error) Result {
	r := Result{File: f.path, Line: c.line, Name: c.name, Status: Failed, Text: err.Error()}
	var e *vm.Error
	if !errors.As(err, &e) {
		return r
	}
	var deeper []string
	for _, frame := range e.Frames {
		if frame.File == f.path {
			r.Line = frame.Line
			break
		}
		if frame.File != half {
			deeper = append(deeper, fmt.Sprintf("  %s:%d: in %s", frame.File, frame.Line, frame.Func))
		}
	}
	r.Text = strings.TrimPrefix(e.Message, fmt.Sprintf("%s:%d: ", r.File, r.Line))
	if len(deeper) > 0 {
		r.Text += "\n" + strings.Join(deeper, "\n")
	}
	return r
}

// lineOf is the line that a syntax error names, else the first.
func lineOf(err error) int {
	var syntax *vm.SyntaxError
	if errors.As(err, &syntax) && syntax.Line > 0 {
		return syntax.Line
	}
	return 1
}
