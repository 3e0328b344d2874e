package render

import "strings"

// drawing is how many decoration characters in a row are a drawing and no text.
const drawing = 3

// isDecoration tells whether r is one of the characters that lines and frames
// are drawn with; 2500 to 257F are box drawing, 2580 to 259F blocks.
func isDecoration(r rune) bool {
	if r < 128 {
		return strings.IndexByte("-=_*#~+|", byte(r)) >= 0
	}
	return r >= 0x2500 && r <= 0x259F
}

// linearize returns text for a screen reader: markup again, with its links but
// without style codes and drawings. A line of nothing but drawings is left
// out. raw says that text is no markup.
func linearize(text string, raw bool) string {
	var l linear
	l.out.Grow(len(text))
	lex := lexer{src: text, raw: raw}
	for tok := lex.next(); tok.kind != atEnd; tok = lex.next() {
		switch tok.kind {
		case textRun:
			for _, r := range tok.text {
				l.add(r)
			}
		case lineBreak:
			if l.endLine() {
				l.out.WriteByte('\n')
			}
		case linkStart, linkEnd:
			l.endRun()
			l.line.WriteString(text[tok.start:tok.end])
		}
	}
	l.endLine()
	return l.out.String()
}

// linear collects a text line by line.
type linear struct {
	out, line strings.Builder
	run       []rune // decoration characters at the end of the line so far
	visible   bool   // the line has more than space
	cut       bool   // something was taken out of the line
}

func (l *linear) add(r rune) {
	if isDecoration(r) {
		l.run = append(l.run, r)
		return
	}
	l.endRun()
	l.put(r)
}

// put writes one character to the line, a bar as markup for a bar.
func (l *linear) put(r rune) {
	if r == '|' {
		l.line.WriteByte('|')
	}
	l.line.WriteRune(r)
	l.visible = l.visible || r != ' ' && r != '\t'
}

// endRun keeps a short run of decoration and drops a drawing.
func (l *linear) endRun() {
	if len(l.run) >= drawing {
		l.cut = true
	} else {
		for _, r := range l.run {
			l.put(r)
		}
	}
	l.run = l.run[:0]
}

// endLine moves the line to the text and tells whether it did.
func (l *linear) endLine() bool {
	l.endRun()
	line, keep := l.line.String(), l.visible || !l.cut
	if l.cut {
		line = strings.Trim(line, " \t")
	}
	if keep {
		l.out.WriteString(line)
	}
	l.line.Reset()
	l.visible, l.cut = false, false
	return keep
}
