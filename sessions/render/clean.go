package render

import (
	"unicode/utf8"

	"mud/sessions/wire"
)

// class says what the lexer does with a character. Promise P8 hangs on it:
// whatever is not ordinary never reaches a client as itself.
type class uint8

const (
	ordinary class = iota // printed as it is
	bar                   // begins markup, unless the text is raw
	lineEnd
	dropped // control and direction characters
	guarded // stands for '|', '{' or '$', never markup
	invalid // a byte that is no UTF-8, printed as U+FFFD
)

// asciiClass is the class of each byte below 0x80.
var asciiClass = func() (classes [utf8.RuneSelf]class) {
	for c := range classes {
		if c < ' ' && c != '\t' || c == 0x7f {
			classes[c] = dropped
		}
	}
	classes['\n'], classes['|'] = lineEnd, bar
	return classes
}()

// guardedText is what each guarded character is printed as.
var guardedText = map[rune]string{
	wire.GuardedBar: "|", wire.GuardedBrace: "{", wire.GuardedDollar: "$",
}

// classify returns the class of the first character of s and its length in
// bytes; s must not be empty.
func classify(s string) (class, int) {
	if c := s[0]; c < utf8.RuneSelf {
		return asciiClass[c], 1
	}
	r, size := utf8.DecodeRuneInString(s)
	return classOf(r, size), size
}

// classOf is classify for a decoded character that is not ASCII. The lists:
// C1 controls, which some terminals obey as ESC sequences; the line and
// paragraph separators; the embeddings, overrides and isolates of the Unicode
// bidirectional algorithm (UAX #9), which can make a line read as another.
func classOf(r rune, size int) class {
	switch {
	case r == utf8.RuneError && size == 1:
		return invalid
	case r < 0xA0:
		return dropped
	case r == 0x2028 || r == 0x2029:
		return lineEnd
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return dropped
	case r == wire.GuardedBar || r == wire.GuardedBrace || r == wire.GuardedDollar:
		return guarded
	}
	return ordinary
}
