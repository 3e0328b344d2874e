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
	spent  []int // by piece: in a text of that length or shorter no end of it fits
}

// match reads the pieces from at on, first with optional parts, then without.
// entered says that the optional part that at stands in was begun.
func (m *matcher) match(at int, text string, entered bool) bool {
	if at == len(m.pieces) {
		return text == ""
	}
	mark := len(m.got)
	if m.take(at, text) {
		return true
	}
	m.got = m.got[:mark]
	optional := m.pieces[at].optional
	if optional == 0 || entered {
		return false
	}
	for at < len(m.pieces) && m.pieces[at].optional == optional {
		at++
	}
	return m.match(at, text, false)
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
	if len(text) <= m.spent[at] {
		return false
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
	if !p.short() {
		// The text is an end of the whole, and a shorter one has no end that was
		// not tried just now. Without this, a line of marks would be cut in
		// every way there is, once for each argument.
		m.spent[at] = len(text)
	}
	return false
}

// short reports whether an argument has no space in it.
func (p piece) short() bool { return p.kind == "word" || p.kind == "number" }

// read checks an argument against its kind.
func (a *Arg) read() bool {
	if a.Kind != "number" {
		return true
	}
	n, err := strconv.ParseInt(a.Text, 10, 53)
	a.Number = float64(n)
	return err == nil
}

// ends are where the argument at may end, the shortest first: where the next
// piece may begin, and at the end of the text. The rest of the line ends
// nowhere else; a word and a number at a mark that follows them in the syntax,
// or at the first space.
func (m *matcher) ends(at int, text string) []int {
	p, last := m.pieces[at], len(text)
	literals, argument := m.next(at)
	if p.kind == "rest" {
		return []int{last}
	}
	if p.short() {
		if space := strings.IndexFunc(text, isSpace); space >= 0 {
			last = space
		}
		literals = slices.DeleteFunc(literals, func(l string) bool { return isWord(l[0]) })
	}
	var ends []int
	for i := 1; i < last && (len(literals) > 0 || argument); i++ {
		space := isSpace(rune(text[i]))
		if argument && space || (space || isSpace(rune(text[i-1])) || !isWord(text[i])) && begins(text[i:], literals) {
			if ends = append(ends, i); p.short() {
				break
			}
		}
	}
	return append(ends, last)
}

// next is what may stand behind the argument at: one of some literals, or an
// argument that cannot be left out.
func (m *matcher) next(at int) (literals []string, argument bool) {
	for _, p := range m.pieces[at+1:] {
		literals = append(literals, p.literals...)
		if p.optional == 0 {
			return literals, p.literals == nil
		}
	}
	return literals, false
}

// begins reports whether text begins with one of the literals.
func begins(text string, literals []string) bool {
	text = strings.TrimLeftFunc(text, isSpace)
	return slices.ContainsFunc(literals, func(l string) bool {
		_, ok := cutLiteral(text, l)
		return ok
	})
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' }

func isWord(c byte) bool {
	return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80
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
	return strings.TrimSpace(rest), true
}
