package command

import (
	"slices"
	"strconv"
	"strings"
)

// matcher reads arguments by a syntax. It tries the pieces in turn, and goes
// back where the rest does not fit.
type matcher struct {
	pieces []piece
	got    []Arg
	failed map[[2]int]bool // piece and length of text that are known not to fit
}

// match reads the pieces from at on, first with optional parts, then without.
// entered says that the optional part that at stands in was begun. What is
// left of the text is always an end of the whole, so that its length says
// which: nothing is tried twice, however many marks a player types.
func (m *matcher) match(at int, text string, entered bool) bool {
	if at == len(m.pieces) {
		return text == ""
	}
	tried := [2]int{2 * at, len(text)}
	if entered {
		tried[0]++
	}
	if m.failed[tried] {
		return false
	}
	mark := len(m.got)
	if m.take(at, text) {
		return true
	}
	m.got = m.got[:mark]
	optional := m.pieces[at].optional
	if optional > 0 && !entered {
		next := at
		for next < len(m.pieces) && m.pieces[next].optional == optional {
			next++
		}
		if m.match(next, text, false) {
			return true
		}
	}
	m.failed[tried] = true
	return false
}

// take reads one piece and all that follow.
func (m *matcher) take(at int, text string) bool {
	p := m.pieces[at]
	entered := at+1 < len(m.pieces) && p.optional > 0 && m.pieces[at+1].optional == p.optional
	if p.literals != nil {
		return slices.ContainsFunc(p.literals, func(literal string) bool {
			rest, ok := cutLiteral(text, literal)
			return ok && m.match(at+1, rest, entered)
		})
	}
	mark := len(m.got)
	for _, end := range m.ends(at, text) {
		arg := Arg{Name: p.name, Kind: p.kind, Text: strings.TrimSpace(text[:end]), Present: true}
		if arg.Text == "" || !arg.read() {
			continue
		}
		m.got = append(m.got[:mark], arg)
		if m.match(at+1, strings.TrimSpace(text[end:]), entered) {
			return true
		}
	}
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

// ends are where the argument at may end, the shortest first: before what may
// be the next piece, and at the end of the text; a word and a number at the
// first space at the latest, the rest of the line nowhere else.
func (m *matcher) ends(at int, text string) []int {
	last := len(text)
	switch m.pieces[at].kind {
	case "rest":
		return []int{last}
	case "word", "number":
		if space := strings.IndexFunc(text, isSpace); space >= 0 {
			last = space
		}
	}
	var ends []int
	for i := 1; i < last; i++ {
		if (isSpace(rune(text[i])) || isSpace(rune(text[i-1])) || !isWord(text[i])) && m.boundary(at, text[i:]) {
			ends = append(ends, i)
		}
	}
	return append(ends, last)
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' }

func isWord(c byte) bool {
	return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80
}

// boundary reports whether text may begin with a piece behind at: with a
// literal, or, where there is a space, with an argument.
func (m *matcher) boundary(at int, text string) bool {
	rest := strings.TrimLeftFunc(text, isSpace)
	for _, p := range m.pieces[at+1:] {
		for _, literal := range p.literals {
			if _, ok := cutLiteral(rest, literal); ok {
				return true
			}
		}
		if p.optional == 0 {
			return p.literals == nil && len(rest) < len(text)
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
	return strings.TrimLeftFunc(rest, isSpace), true
}
