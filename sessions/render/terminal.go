package render

import (
	"strconv"
	"strings"
)

// depth is how many colours a client takes.
type depth uint8

const (
	noColour depth = iota // no styles either
	colours16
	colours256
	trueColour
)

// linkForm is how links are written.
type linkForm uint8

const (
	labelsOnly linkForm = iota
	mxpTags
	hyperlinks
)

// Control sequences: SGR is that of ECMA-48 8.3.117, with xterm's 38;5 and
// 38;2; ESC[4z is MXP's "next tag is secure"; OSC 8 is that of xterm and others.
const (
	sgrReset   = "\x1b[0m"
	secureTag  = "\x1b[4z"
	oscLink    = "\x1b]8;;"
	oscEnd     = "\x1b\\"
	oscLinkEnd = oscLink + oscEnd
)

// terminal writes the tokens of one text for a terminal. Styles and line ends
// are held back until something visible follows: so a run of changes is one
// sequence, and the last reset stands before the last line end.
type terminal struct {
	out   strings.Builder
	depth depth
	links linkForm

	current  style  // what the client shows now, already brought down to depth
	newlines int    // held back
	closing  string // what ends the open link
}

// run writes all of lex.
func (t *terminal) run(lex lexer) {
	for tok := lex.next(); tok.kind != atEnd; tok = lex.next() {
		switch tok.kind {
		case textRun:
			t.flushNewlines()
			t.change(lex.style)
			t.out.WriteString(tok.text)
		case lineBreak:
			if lex.style == (style{}) {
				t.change(style{})
			}
			t.newlines++
		case linkStart:
			t.flushNewlines()
			t.openLink(tok)
		case linkEnd:
			if t.closing != "" {
				t.flushNewlines()
				t.out.WriteString(t.closing)
				t.closing = ""
			}
		}
	}
}

// finish ends the text: no style is open behind it, and with lineEnd set its
// last character is a line end.
func (t *terminal) finish(lineEnd bool) {
	t.change(style{})
	if lineEnd && t.newlines == 0 {
		t.newlines = 1
	}
	t.flushNewlines()
}

func (t *terminal) flushNewlines() {
	for ; t.newlines > 0; t.newlines-- {
		t.out.WriteByte('\n')
	}
}

// openLink writes what stands before the label of a link, if this client and
// this target have anything there.
func (t *terminal) openLink(tok token) {
	address, ok := "", false
	if tok.web && t.links != labelsOnly {
		if address, ok = webAddress(tok.text); !ok {
			return
		}
	}
	switch {
	case t.links == mxpTags && tok.web:
		t.openTag("A", address)
	case t.links == mxpTags && sendable(tok.text):
		t.openTag("SEND", tok.text)
	case t.links == hyperlinks && tok.web:
		t.out.WriteString(oscLink + address + oscEnd)
		t.closing = oscLinkEnd
	}
}

// sendable tells whether MXP can send command. A bar in it would make it a
// menu of several commands (MXP 1.0, SEND), so a player's bar could add one.
func sendable(command string) bool {
	return command != "" && !strings.Contains(command, "|")
}

// openTag writes an MXP tag with its one attribute. The label that follows is
// in the locked line mode again, where '<' and '&' are themselves.
func (t *terminal) openTag(name, href string) {
	t.out.WriteString(secureTag + "<" + name + ` HREF="`)
	writeEscaped(&t.out, href)
	t.out.WriteString(`">`)
	t.closing = secureTag + "</" + name + ">"
}

// change makes want the style of what follows, with as few codes as it takes.
// Turning anything off is done by a reset, which every client knows, and the
// rest is set again behind it in the same sequence.
func (t *terminal) change(want style) {
	want = t.depth.lower(want)
	if want == t.current {
		return
	}
	if want == (style{}) {
		t.out.WriteString(sgrReset)
		t.current = want
		return
	}
	seq := sequence{out: &t.out}
	from := t.current
	if from.attrs&^want.attrs != 0 || from.fg != 0 && want.fg == 0 || from.bg != 0 && want.bg == 0 {
		seq.add(0)
		from = style{}
	}
	for i, a := range sgrOrder {
		if want.attrs&^from.attrs&a != 0 {
			seq.add(sgrNumbers[i])
		}
	}
	if want.fg != from.fg {
		seq.addColor(want.fg, 30)
	}
	if want.bg != from.bg {
		seq.addColor(want.bg, 40)
	}
	t.out.WriteByte('m')
	t.current = want
}

// The SGR number of each attribute, in ascending order.
var (
	sgrOrder   = [...]attrs{bold, italic, underline, blink, inverse, strike}
	sgrNumbers = [...]int{1, 3, 4, 5, 7, 9}
)

// lower returns s in what d has. With 16 colours a bright foreground is bold
// and its dark one, which every client shows as bright, and a bright
// background is the dark one; with more, both are numbers of the palette.
func (d depth) lower(s style) style {
	switch d {
	case noColour:
		return style{}
	case trueColour:
		return s.shown()
	case colours256:
		s = s.shown()
		if s.fg&is24bit != 0 {
			s.fg = palette(toPalette(s.fg))
		}
		if s.bg&is24bit != 0 {
			s.bg = palette(toPalette(s.bg))
		}
		return s
	}
	if s.fg != 0 {
		n := toBasic(s.fg)
		if n >= 8 {
			s.attrs |= bold
		}
		s.fg = palette(n & 7)
	}
	if s.bg != 0 {
		s.bg = palette(toBasic(s.bg) & 7)
	}
	return s
}

// sequence writes one SGR sequence, all but its final 'm'.
type sequence struct {
	out     *strings.Builder
	started bool
}

// add writes one parameter.
func (s *sequence) add(n int) {
	if s.started {
		s.out.WriteByte(';')
	} else {
		s.out.WriteString("\x1b[")
		s.started = true
	}
	var digits [3]byte
	s.out.Write(strconv.AppendInt(digits[:0], int64(n), 10))
}

// addColor writes the parameters for c; base is 30 for the foreground, 40 for
// the background.
func (s *sequence) addColor(c color, base int) {
	if n, ok := c.index(); ok {
		if n < 8 {
			s.add(base + n)
			return
		}
		s.add(base + 8)
		s.add(5)
		s.add(n)
		return
	}
	r, g, b := c.components()
	s.add(base + 8)
	s.add(2)
	s.add(int(r))
	s.add(int(g))
	s.add(int(b))
}
