package command

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
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
	s := &Syntax{}
	group, inside := 0, false
	for at := 0; at < len(text); {
		if text[at] == ' ' {
			at++
			continue
		}
		m := syntaxPiece.FindStringSubmatch(text[at:])
		if m == nil {
			return nil, fmt.Errorf("column %d: expected <name:kind>, [ ], or a word, not %q", at+1, text[at:])
		}
		p := piece{name: m[1], kind: m[2]}
		switch {
		case m[3] != "" && inside, m[4] != "" && !inside:
			return nil, fmt.Errorf("column %d: %q does not belong here: optional parts are not nested", at+1, m[0])
		case m[3] != "":
			group, inside = group+1, true
		case m[4] != "":
			inside = false
		case m[5] != "":
			p.literals = strings.Split(m[5], "|")
		case m[6] != "":
			p.literals = []string{m[6]}
		default:
			if p.kind == "" {
				p.kind = "word"
			}
			if !slices.Contains(Kinds, p.kind) {
				return nil, fmt.Errorf("column %d: there is no kind %q of argument; there are %s", at+1, p.kind, strings.Join(Kinds, ", "))
			}
		}
		if inside {
			p.optional = group
		}
		if p.name != "" || p.literals != nil {
			s.pieces = append(s.pieces, p)
		}
		at += len(m[0])
	}
	if inside {
		return nil, errors.New("a \"[\" is not closed")
	}
	return s, nil
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
	got := make([]Arg, 0, len(s.pieces))
	if !s.match(0, strings.TrimSpace(args), &got, false) {
		return nil, ErrUsage
	}
	found := map[string]Arg{}
	for _, a := range got {
		found[a.Name] = a
	}
	var out []Arg
	for _, p := range s.pieces {
		if p.name == "" {
			continue
		}
		if a, ok := found[p.name]; ok {
			out = append(out, a)
		} else {
			out = append(out, Arg{Name: p.name, Kind: p.kind})
		}
	}
	return out, nil
}

// match reads the pieces from at on, first with optional parts, then without.
// entered says that the optional part that at stands in was begun.
func (s *Syntax) match(at int, text string, got *[]Arg, entered bool) bool {
	if at == len(s.pieces) {
		return text == ""
	}
	p := s.pieces[at]
	mark := len(*got)
	if s.take(at, text, got) {
		return true
	}
	*got = (*got)[:mark]
	if p.optional == 0 || entered {
		return false
	}
	next := at
	for next < len(s.pieces) && s.pieces[next].optional == p.optional {
		next++
	}
	return s.match(next, text, got, false)
}

// take reads one piece and all that follow.
func (s *Syntax) take(at int, text string, got *[]Arg) bool {
	p := s.pieces[at]
	entered := at+1 < len(s.pieces) && p.optional > 0 && s.pieces[at+1].optional == p.optional
	if p.literals != nil {
		for _, literal := range p.literals {
			if rest, ok := cutLiteral(text, literal); ok && s.match(at+1, rest, got, entered) {
				return true
			}
		}
		return false
	}
	mark := len(*got)
	for _, end := range s.ends(p, at, text) {
		arg := Arg{Name: p.name, Kind: p.kind, Text: strings.TrimSpace(text[:end]), Present: true}
		if arg.Text == "" || !arg.read() {
			continue
		}
		*got = append((*got)[:mark], arg)
		if s.match(at+1, strings.TrimSpace(text[end:]), got, entered) {
			return true
		}
	}
	*got = (*got)[:mark]
	return false
}

// read checks an argument against its kind.
func (a *Arg) read() bool {
	if a.Kind != "number" {
		return true
	}
	n, err := strconv.ParseInt(a.Text, 10, 53)
	a.Number = float64(n)
	return err == nil
}

// ends are where an argument may end: a word at the first space; the rest of
// the line, and what names a thing, at the end or before what may be a literal
// that follows, the shortest first.
func (s *Syntax) ends(p piece, at int, text string) []int {
	switch p.kind {
	case "word", "number":
		if end := strings.IndexByte(text, ' '); end >= 0 {
			if p.kind == "word" || at+1 < len(s.pieces) {
				return []int{end}
			}
		}
		return []int{len(text)}
	case "rest":
		return []int{len(text)}
	}
	var ends []int
	for i := 1; i < len(text); i++ {
		if s.boundary(at, text[i:]) && (text[i] == ' ' || text[i-1] == ' ' || !isWord(text[i])) {
			ends = append(ends, i)
		}
	}
	return append(ends, len(text))
}

func isWord(c byte) bool {
	return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80
}

// boundary reports whether text may begin with a piece behind at.
func (s *Syntax) boundary(at int, text string) bool {
	text = strings.TrimLeft(text, " ")
	for _, p := range s.pieces[at+1:] {
		for _, literal := range p.literals {
			if _, ok := cutLiteral(text, literal); ok {
				return true
			}
		}
		if p.literals == nil && p.optional == 0 {
			return true
		}
		if p.optional == 0 {
			return false
		}
	}
	return false
}

// cutLiteral takes a word or a mark off the front of text, caselessly; a word
// must end there.
func cutLiteral(text, literal string) (rest string, ok bool) {
	if len(text) < len(literal) || !strings.EqualFold(text[:len(literal)], literal) {
		return text, false
	}
	rest = text[len(literal):]
	if isWord(literal[len(literal)-1]) && rest != "" && isWord(rest[0]) {
		return text, false
	}
	return strings.TrimLeft(rest, " "), true
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
