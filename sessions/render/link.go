package render

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// The pieces of a link's markup: |lc or |lu, the target, |lt, the label, |le.
const (
	linkLabel = "|lt"
	linkClose = "|le"
)

// link reads the start of a link, up to its label, if a whole one begins with
// the bar at start. There are no links in the label of a link.
func (l *lexer) link(start int) (token, bool) {
	code := l.src[start:]
	if l.inLabel || l.linksOver || len(code) < 3 || code[1] != 'l' || code[2] != 'c' && code[2] != 'u' {
		return token{}, false
	}
	target := start + len("|lc")
	label := l.find(linkLabel, target)
	if label < 0 {
		return token{}, false
	}
	l.labelEnd = l.find(linkClose, label+len(linkLabel))
	if l.labelEnd < 0 {
		return token{}, false
	}
	l.inLabel = true
	l.pos = label + len(linkLabel)
	tok := l.token(linkStart, cleanTarget(l.src[target:label]), start)
	tok.web = code[2] == 'u'
	return tok, true
}

// find returns where the code what stands at or after from, reading || as a
// bar as next does, or -1. A search that fails once would fail for every link
// behind it too; that is noted, for a text full of |lc to be read in one pass.
func (l *lexer) find(what string, from int) int {
	for i := from; i < len(l.src); i++ {
		if l.src[i] != '|' {
			continue
		}
		if strings.HasPrefix(l.src[i:], what) {
			return i
		}
		if strings.HasPrefix(l.src[i:], "||") {
			i++
		}
	}
	l.linksOver = true
	return -1
}

// cleanTarget returns a link's target as plain text in one line: guarded
// characters and || are what they stand for, other markup is taken as typed,
// line ends and tabs are spaces.
func cleanTarget(s string) string {
	if !strings.ContainsFunc(s, needsCleaning) {
		return strings.TrimSpace(s)
	}
	var out strings.Builder
	for len(s) > 0 {
		what, size := classify(s)
		switch what {
		case ordinary:
			if s[0] == '\t' {
				out.WriteByte(' ')
			} else {
				out.WriteString(s[:size])
			}
		case bar:
			if strings.HasPrefix(s, "||") {
				size = 2
			}
			out.WriteByte('|')
		case lineEnd:
			out.WriteByte(' ')
		case guarded:
			r, _ := utf8.DecodeRuneInString(s)
			out.WriteString(guardedText[r])
		case invalid:
			out.WriteRune(utf8.RuneError)
		case dropped:
		}
		s = s[size:]
	}
	return strings.TrimSpace(out.String())
}

// needsCleaning tells whether cleanTarget has to change more than the spaces
// around a target with r in it; whatever is not ASCII is left to it.
func needsCleaning(r rune) bool { return r >= utf8.RuneSelf || r == '\t' || asciiClass[r] != ordinary }

// webAddress returns target as an address that is safe in an attribute and in
// an OSC 8 sequence: absolute, http or https, and of printable ASCII without
// quotes and angle brackets (RFC 3986). It returns false for any other.
func webAddress(target string) (string, bool) {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	const hexDigits = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(target) {
		c := target[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"'<>\\^`{|}", c) >= 0 {
			out.WriteByte('%')
			out.WriteByte(hexDigits[c>>4])
			out.WriteByte(hexDigits[c&15])
			continue
		}
		out.WriteByte(c)
	}
	return out.String(), true
}
