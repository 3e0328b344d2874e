package lock

import (
	"fmt"
	"strings"
	"unicode"
)

// Error says what is wrong with a lock string, and where.
type Error struct {
	Column int // of the fault, from 1
	What   string
}

func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.What) }

// maxDepth bounds how deep parentheses may be nested.
const maxDepth = 50

// The bounds of a lock string: locks are judged again and again.
const (
	maxLength = 8 << 10 // bytes
	maxTypes  = 100
)

// Parse reads a lock string such as "get:false();edit:id(3) or perm(Admin)".
// known tells which functions exist; another name is an error. A later lock of
// the same type replaces an earlier one.
func Parse(text string, known func(name string) bool) (*Set, error) {
	return ParseDefault(text, "", known)
}

// ParseDefault is Parse, where a part without a type is taken to be of type
// def, as commands do with "cmd"; "" for an error.
func ParseDefault(text, def string, known func(name string) bool) (*Set, error) {
	if known != nil && len(text) > maxLength { // what is stored is taken as it is
		return nil, &Error{maxLength, fmt.Sprintf("a lock string may have %d KiB; write a lock function for what takes more", maxLength>>10)}
	}
	p := &parser{text: text, known: known}
	set := &Set{}
	for {
		if p.skip(); p.end() {
			break
		}
		if p.text[p.at] == ';' {
			p.at++
			continue
		}
		kind, x, err := p.part(def)
		if err != nil {
			return nil, err
		}
		set = set.Without(kind)
		set.parts = append(set.parts, part{kind, x})
		if known != nil && len(set.parts) > maxTypes {
			return nil, p.fault("there may be %d types of locks", maxTypes)
		}
		if p.skip(); !p.end() && p.text[p.at] != ';' {
			return nil, p.fault("expected \"and\", \"or\" or \";\" here, not %q", p.rest())
		}
	}
	if len(set.parts) == 0 {
		return nil, &Error{1, "there is no lock in it; write for example get:all()"}
	}
	return set, nil
}

type parser struct {
	text  string
	at    int
	depth int
	known func(string) bool
}

func (p *parser) end() bool { return p.at >= len(p.text) }

func (p *parser) skip() {
	for !p.end() && unicode.IsSpace(rune(p.text[p.at])) {
		p.at++
	}
}

// rest is what stands at the fault, shortened.
func (p *parser) rest() string {
	rest := p.text[min(p.at, len(p.text)):]
	if len(rest) > 12 {
		return rest[:12] + "…"
	}
	return rest
}

func (p *parser) fault(format string, args ...any) error {
	return &Error{p.at + 1, fmt.Sprintf(format, args...)}
}

// word reads a name; an empty one means that something else stands here.
func (p *parser) word() string {
	p.skip()
	start := p.at
	for !p.end() && (p.text[p.at] == '_' || p.text[p.at] >= '0' && p.text[p.at] <= '9' ||
		p.text[p.at]|0x20 >= 'a' && p.text[p.at]|0x20 <= 'z') {
		p.at++
	}
	return p.text[start:p.at]
}

// part reads "type:condition".
func (p *parser) part(def string) (string, expr, error) {
	start := p.at
	kind := strings.ToLower(p.word())
	p.skip()
	if kind == "" || p.end() || p.text[p.at] != ':' {
		if def == "" {
			p.at = start
			return "", nil, p.fault("expected a type and a colon, as in get:all(), not %q", p.rest())
		}
		kind, p.at = def, start
	} else {
		p.at++
	}
	x, err := p.or()
	return kind, x, err
}

func (p *parser) or() (expr, error)  { return p.chain("or", p.and) }
func (p *parser) and() (expr, error) { return p.chain("and", p.unary) }

func (p *parser) chain(word string, next func() (expr, error)) (expr, error) {
	x, err := next()
	for err == nil {
		start := p.at
		if !strings.EqualFold(p.word(), word) {
			p.at = start
			return x, nil
		}
		var y expr
		if y, err = next(); err == nil {
			x = both{word, x, y}
		}
	}
	return nil, err
}

func (p *parser) unary() (expr, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.fault("the condition is nested more than %d deep", maxDepth)
	}
	defer func() { p.depth-- }()
	p.skip()
	if !p.end() && p.text[p.at] == '(' {
		return p.group()
	}
	start := p.at
	name := strings.ToLower(p.word())
	switch name {
	case "":
		return nil, p.fault("expected a function such as all() or perm(Builder), not %q", p.rest())
	case "not":
		x, err := p.unary()
		return not{x}, err
	case "and", "or":
		p.at = start
		return nil, p.fault("%q needs a function before and behind it", name)
	}
	if p.known != nil && !p.known(name) {
		p.at = start
		return nil, p.fault("there is no lock function %q", name)
	}
	args, err := p.args(name)
	return function{name, args}, err
}

func (p *parser) group() (expr, error) {
	p.at++
	x, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.skip(); p.end() || p.text[p.at] != ')' {
		return nil, p.fault("a parenthesis is not closed")
	}
	p.at++
	return x, nil
}

// args reads "(a, b)"; the parentheses may not be left out.
func (p *parser) args(name string) ([]string, error) {
	if p.skip(); p.end() || p.text[p.at] != '(' {
		return nil, p.fault("%s needs parentheses, as in %s()", name, name)
	}
	length := strings.IndexByte(p.text[p.at:], ')')
	if length < 0 {
		return nil, p.fault("the parenthesis of %s is not closed", name)
	}
	inside := p.text[p.at+1 : p.at+length]
	if at := strings.IndexAny(inside, "(;"); at >= 0 {
		p.at += 1 + at
		return nil, p.fault("the parenthesis of %s is not closed", name)
	}
	p.at += length + 1
	if strings.TrimSpace(inside) == "" {
		return nil, nil
	}
	args := strings.Split(inside, ",")
	for i := range args {
		args[i] = strings.TrimSpace(args[i])
	}
	return args, nil
}
