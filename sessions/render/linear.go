package render

import (
	"slices"
	"strings"
)

// drawing is how many decoration characters of ASCII in a row are a drawing and
// no text.
const drawing = 3

// isDecoration tells whether r is one of the characters that lines and frames
// are drawn with.
func isDecoration(r rune) bool {
	if r < 128 {
		return strings.IndexByte("-=_*#~+|", byte(r)) >= 0
	}
	return isDrawn(r)
}

// isDrawn tells whether r is never anything but drawing: 2500 to 257F are boxes,
// 2580 to 259F blocks.
func isDrawn(r rune) bool { return r >= 0x2500 && r <= 0x259F }

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
	gap       bool   // the last of it right here
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
	if l.gap {
		spaced := !l.visible || strings.HasSuffix(l.line.String(), " ")
		switch {
		case r == ' ' && spaced:
			return // one is enough
		case r != ' ' && !spaced:
			l.line.WriteByte(' ') // two words stay two
		}
		l.gap = false
	}
	if r == '|' {
		l.line.WriteByte('|')
	}
	l.line.WriteRune(r)
	l.visible = l.visible || r != ' ' && r != '\t'
}

// endRun keeps a short run of decoration and drops a drawing.
func (l *linear) endRun() {
	if len(l.run) >= drawing || slices.ContainsFunc(l.run, isDrawn) {
		l.cut, l.gap = true, true
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
	line := l.line.String()
	if inner, ok := unframed(line); ok {
		line, l.cut, l.visible = inner, true, inner != ""
	}
	keep := l.visible || !l.cut
	if l.cut {
		line = strings.Trim(line, " \t")
	}
	if keep {
		l.out.WriteString(line)
	}
	l.line.Reset()
	l.visible, l.cut, l.gap = false, false, false
	return keep
}

// unframed returns what stands between the sides of a frame, "| so |", as
// markup. Bars without spaces are text.
func unframed(line string) (string, bool) {
	inner, left := strings.CutPrefix(strings.Trim(line, " \t"), "|| ")
	inner, right := strings.CutSuffix(inner, " ||")
	return strings.Trim(inner, " \t"), left && right
}
