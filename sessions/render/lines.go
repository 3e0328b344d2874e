package render

import "strings"

// Lines wraps text as Wrap does and returns its lines, each of which stands by
// itself: a style that goes on over a line end is ended there and begun again
// in the next line, so that lines can be put side by side. A link that is
// broken by a line end is left as it is.
func Lines(text string, width int) []string {
	text = Wrap(text, width)
	lex := lexer{src: text}
	var lines []string
	var line, codes strings.Builder // codes are the style codes in force
	end := func() {
		if lex.style != (style{}) {
			line.WriteString("|n")
		}
		lines = append(lines, line.String())
		line.Reset()
		line.WriteString(codes.String())
	}
	for tok := lex.next(); tok.kind != atEnd; tok = lex.next() {
		src := lex.source(tok)
		switch tok.kind {
		case lineBreak:
			end()
			continue
		case styleChange:
			if lex.style == (style{}) {
				codes.Reset()
			} else {
				codes.WriteString(src)
			}
		}
		line.WriteString(src)
	}
	end()
	return lines
}
