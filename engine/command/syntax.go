package command

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Kinds are what an argument of a syntax may be: words and numbers, and names
// of things that whoever runs the command looks for.
var Kinds = []string{"word", "text", "rest", "number", "object", "carried", "here", "character", "player", "account", "exit"}

// Syntax is how a command declares its arguments, such as
// "<thing:carried> to <who:character>" or "[<n:number>] <what:object>".
type Syntax struct {
	pieces []piece
}

// piece is one argument or literal.
type piece struct {
	name, kind string
	literals   []string // any of these words or marks; then there is no name
	optional   int      // number of the [ ] that it stands in, 0 for none
}

var syntaxPiece = regexp.MustCompile(`^(?:<([a-z_][a-z0-9_]*)(?::([a-z]+))?>|(\[)|(\])|\(([^()<>\[\]]+)\)|([^\s<>\[\]()]+))`)

// ParseSyntax reads a syntax. The error names the column.
func ParseSyntax(text string) (*Syntax, error) {
	r := &syntaxReader{}
	for at := 0; at < len(text); {
		if text[at] == ' ' {
			at++
			continue
		}
		m := syntaxPiece.FindStringSubmatch(text[at:])
		if m == nil {
			return nil, fmt.Errorf("column %d: expected <name:kind>, [ ], or a word, not %q", at+1, text[at:])
		}
		if err := r.read(m, at+1); err != nil {
			return nil, fmt.Errorf("column %d: %w", at+1, err)
		}
		at += len(m[0])
	}
	if r.open > 0 {
		return nil, fmt.Errorf("column %d: this \"[\" is not closed", r.open)
	}
	return &Syntax{r.pieces}, nil
}

// syntaxReader is how far a syntax is read.
type syntaxReader struct {
	pieces []piece
	group  int // number of the last [ ]
	open   int // column of the [ that is open, 0 for none
}

// read takes in what syntaxPiece matched at a column.
func (r *syntaxReader) read(m []string, column int) error {
	p := piece{name: m[1], kind: m[2]}
	switch {
	case m[3] != "" && r.open > 0, m[4] != "" && r.open == 0:
		return fmt.Errorf("%q does not belong here: optional parts are not nested", m[0])
	case m[3] != "":
		r.group, r.open = r.group+1, column
		return nil
	case m[4] != "":
		r.open = 0
		return nil
	case m[5] != "":
		if p.literals = choices(m[5]); slices.Contains(p.literals, "") {
			return fmt.Errorf("one of the choices in %q is empty; use [ ] for what may be left out", m[0])
		}
	case m[6] != "":
		p.literals = []string{m[6]}
	default:
		if p.kind == "" {
			p.kind = "word"
		}
		if !slices.Contains(Kinds, p.kind) {
			return fmt.Errorf("there is no kind %q of argument; there are %s", p.kind, strings.Join(Kinds, ", "))
		}
		if slices.ContainsFunc(r.pieces, func(other piece) bool { return other.name == p.name }) {
			return fmt.Errorf("there are two arguments %q", p.name)
		}
	}
	if r.open > 0 {
		p.optional = r.group
	}
	r.pieces = append(r.pieces, p)
	return nil
}

func choices(text string) []string {
	list := strings.Split(text, "|")
	for i, word := range list {
		list[i] = strings.TrimSpace(word)
	}
	return list
}

// Arg is an argument that was found.
type Arg struct {
	Name, Kind string
	Text       string
	Number     float64 // of the kind number
	Present    bool    // false for an optional one that was left out
}

// ErrUsage says that the arguments do not fit; show Usage.
var ErrUsage = errors.New("the arguments do not fit the syntax")

// Match reads arguments. What an argument names is looked for by the caller.
func (s *Syntax) Match(args string) ([]Arg, error) {
	m := &matcher{pieces: s.pieces, spent: make([]int, len(s.pieces))}
	if !m.match(0, strings.TrimSpace(args), false) {
		return nil, ErrUsage
	}
	var out []Arg
	for _, p := range s.pieces {
		if p.name == "" {
			continue
		}
		if at := slices.IndexFunc(m.got, func(a Arg) bool { return a.Name == p.name }); at >= 0 {
			out = append(out, m.got[at])
		} else {
			out = append(out, Arg{Name: p.name, Kind: p.kind})
		}
	}
	return out, nil
}

// ArgKinds are the kinds of the arguments by their names.
func (s *Syntax) ArgKinds() map[string]string {
	kinds := map[string]string{}
	for _, p := range s.pieces {
		if p.name != "" {
			kinds[p.name] = p.kind
		}
	}
	return kinds
}

// Usage is the syntax for people: "whisper <who> = <text>".
func (s *Syntax) Usage(key string) string {
	var b strings.Builder
	b.WriteString(key)
	group := 0
	for i, p := range s.pieces {
		b.WriteByte(' ')
		if p.optional > 0 && p.optional != group {
			b.WriteByte('[')
		}
		group = p.optional
		if p.literals != nil {
			b.WriteString(strings.Join(p.literals, "|"))
		} else {
			b.WriteString("<" + p.name + ">")
		}
		if p.optional > 0 && (i+1 == len(s.pieces) || s.pieces[i+1].optional != p.optional) {
			b.WriteByte(']')
		}
	}
	return b.String()
}
