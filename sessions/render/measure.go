package render

import (
	"unicode"

	"golang.org/x/text/width"
)

// tabStop is the distance of the tab stops of terminals, in columns.
const tabStop = 8

// wide is the width of a wide character, in columns.
const wide = 2

// Width returns how many columns text takes on a screen, without its markup:
// wide characters count 2 (Unicode UAX #11), combining ones 0, a tab goes to
// the next multiple of 8. Of several lines the widest counts.
func Width(text string) int {
	widest, column := 0, 0
	lex := lexer{src: text}
	for tok := lex.next(); tok.kind != atEnd; tok = lex.next() {
		if tok.kind == lineBreak {
			column = 0
			continue
		}
		if tok.kind == textRun {
			column = advance(column, tok.text)
			widest = max(widest, column)
		}
	}
	return widest
}

// advance returns the column behind text, which begins at column.
func advance(column int, text string) int {
	for _, r := range text {
		column += runeWidth(r, column)
	}
	return column
}

// runeWidth returns how many columns r takes at column.
func runeWidth(r rune, column int) int {
	switch {
	case r == '\t':
		return tabStop - column%tabStop
	case r < 0x300:
		return 1
	case r >= 0x1160 && r <= 0x11FF: // Hangul vowels and finals join the initial
		return 0
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return wide
	}
	return 1
}
