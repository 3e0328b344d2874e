package render

import "strings"

// Cut returns the beginning of text that is no wider than width columns, as
// Width counts them, up to its first line end. Markup before the cut stays; a
// style or a link that is open at the cut ends there.
func Cut(text string, width int) string {
	lex := lexer{src: text}
	var b strings.Builder
	column := 0
	for tok := lex.next(); tok.kind != atEnd && tok.kind != lineBreak; tok = lex.next() {
		src := lex.source(tok)
		if tok.kind != textRun {
			b.WriteString(src)
			continue
		}
		if end := advance(column, tok.text); end <= width {
			b.WriteString(src)
			column = end
			continue
		}
		if src == tok.text {
			b.WriteString(fitting(src, column, width))
		}
		break
	}
	if lex.inLabel {
		b.WriteString(linkClose)
	}
	if lex.style != (style{}) {
		b.WriteString("|n")
	}
	return b.String()
}

// fitting is as much of s, which begins at column, as fits the width.
func fitting(s string, column, width int) string {
	for i, r := range s {
		if column += runeWidth(r, column); column > width {
			return s[:i]
		}
	}
	return s
}
