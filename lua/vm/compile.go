package vm

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/parse"
)

// The bounds of a source: the compiler's own stack grows with how deep its
// input is nested, and a stack that is too big ends the process.
const (
	MaxSource  = 256 << 10 // bytes
	maxNesting = 200
)

// SyntaxError is a source that cannot be compiled.
type SyntaxError struct {
	File         string
	Line, Column int // from 1; 0 when not known
	Message      string
}

func (e *SyntaxError) Error() string {
	at := e.File
	if e.Line > 0 {
		at += ":" + strconv.Itoa(e.Line)
	}
	return at + ": " + e.Message
}

// Compile compiles a source; name is the file in errors and tracebacks. It may
// be called on any goroutine. The result may be shared between VMs.
func Compile(src []byte, name string) (*lua.FunctionProto, error) {
	if len(src) > MaxSource {
		return nil, &SyntaxError{File: name, Message: fmt.Sprintf("the source has %d KiB; a script may have %d", len(src)>>10, MaxSource>>10)}
	}
	if line := tooNested(src); line > 0 {
		return nil, &SyntaxError{File: name, Line: line, Message: fmt.Sprintf("more than %d brackets or blocks are open here", maxNesting)}
	}
	chunk, err := parse.Parse(strings.NewReader(string(src)), name)
	if err != nil {
		return nil, parseError(err, src, name)
	}
	if err := rewrite(chunk, name); err != nil {
		return nil, err
	}
	proto, err := lua.Compile(chunk, name)
	if err != nil {
		return nil, compileError(err, name)
	}
	return proto, nil
}

func parseError(err error, src []byte, name string) error {
	var p *parse.Error
	if !errors.As(err, &p) {
		return &SyntaxError{File: name, Message: err.Error()}
	}
	e := &SyntaxError{File: name, Line: p.Pos.Line, Column: p.Pos.Column, Message: fmt.Sprintf("syntax error near '%s'", p.Token)}
	if p.Message != "syntax error" {
		e.Message = p.Message + " near '" + p.Token + "'"
	}
	if p.Pos.Line < 1 {
		e.Line, e.Column = 1+strings.Count(strings.TrimRight(string(src), "\n"), "\n"), 0
		e.Message = "the file ends in the middle of something: is an \"end\" or a bracket missing?"
	}
	return e
}

var compilePattern = regexp.MustCompile(`near line\((\d+)\)\s*\S*:?\s*(.*)`)

func compileError(err error, name string) error {
	e := &SyntaxError{File: name, Message: err.Error()}
	if m := compilePattern.FindStringSubmatch(err.Error()); m != nil {
		e.Line, _ = strconv.Atoi(m[1])
		e.Message = m[2]
	}
	return e
}

var opening = regexp.MustCompile(`[({\[]|[)}\]]|\b(?:function|do|then|repeat|end|until|not|else|elseif)\b|[-^#]|\.\.`)

// tooNested returns the line at which too much is open, 0 if that never
// happens. It counts words and brackets in texts and comments too: no script
// that a person writes comes near the bound.
func tooNested(src []byte) int {
	depth, run, last := 0, 0, 0
	for _, at := range opening.FindAllIndex(src, -1) {
		switch word := string(src[at[0]:at[1]]); word {
		case "(", "{", "[", "function", "do", "then", "repeat":
			depth++
		case ")", "}", "]", "end", "until", "else", "elseif":
			depth = max(0, depth-1)
		default: // operators nest when they follow one another: - - - x
			if strings.TrimSpace(string(src[last:at[0]])) == "" {
				run++
			} else {
				run = 0
			}
		}
		last = at[1]
		if depth > maxNesting || run > maxNesting {
			return 1 + strings.Count(string(src[:at[0]]), "\n")
		}
	}
	return 0
}
