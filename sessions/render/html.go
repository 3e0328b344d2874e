package render

import (
	"strconv"
	"strings"
)

// page writes the tokens of one text as HTML. Spans are opened when text
// follows and closed when it gets another style or a link begins or ends, so
// that the tags nest.
type page struct {
	out   strings.Builder
	plain bool // no styles

	current style // of the open span, none if there is none
	inLink  bool
}

// run writes all of lex and closes what it opened.
func (h *page) run(lex lexer) {
	for tok := lex.next(); tok.kind != atEnd; tok = lex.next() {
		switch tok.kind {
		case textRun:
			h.change(lex.style.shown())
			writeEscaped(&h.out, tok.text)
		case lineBreak:
			if lex.style == (style{}) {
				h.change(style{})
			}
			h.out.WriteByte('\n')
		case linkStart:
			h.change(style{})
			h.openLink(tok)
		case linkEnd:
			h.change(style{})
			if h.inLink {
				h.out.WriteString("</a>")
				h.inLink = false
			}
		}
	}
	h.change(style{})
}

// openLink writes the start of a link; one without a usable target is only its label.
func (h *page) openLink(tok token) {
	if !tok.web {
		if tok.text != "" {
			h.out.WriteString(`<a data-send="`)
			writeEscaped(&h.out, tok.text)
			h.out.WriteString(`">`)
			h.inLink = true
		}
		return
	}
	if address, ok := webAddress(tok.text); ok {
		h.out.WriteString(`<a href="`)
		writeEscaped(&h.out, address)
		h.out.WriteString(`" rel="noopener noreferrer" target="_blank">`)
		h.inLink = true
	}
}

// change ends the open span, if its style is not want, and begins the next.
func (h *page) change(want style) {
	if h.plain || want == h.current {
		return
	}
	if h.current != (style{}) {
		h.out.WriteString("</span>")
	}
	h.current = want
	if want == (style{}) {
		return
	}
	h.out.WriteString("<span")
	h.writeClasses(want)
	h.writeData(" data-fg", want.fg)
	h.writeData(" data-bg", want.bg)
	h.out.WriteByte('>')
}

// The class of each attribute, in the order of sgrOrder.
var attrClasses = [...]string{"bold", "i", "u", "bl", "inv", "s"}

// writeClasses writes the class attribute for s, if it takes one.
func (h *page) writeClasses(s style) {
	separator := ` class="`
	add := func(name string) {
		h.out.WriteString(separator)
		h.out.WriteString(name)
		separator = " "
	}
	var digits [3]byte
	if n, ok := s.fg.index(); ok {
		add("f")
		h.out.Write(strconv.AppendInt(digits[:0], int64(n), 10))
	}
	if n, ok := s.bg.index(); ok {
		add("b")
		h.out.Write(strconv.AppendInt(digits[:0], int64(n), 10))
	}
	for i, a := range sgrOrder {
		if s.attrs&a != 0 {
			add(attrClasses[i])
		}
	}
	if separator == " " {
		h.out.WriteByte('"')
	}
}

// writeData writes the attribute name for c if c is 24 bit.
func (h *page) writeData(name string, c color) {
	if c&is24bit == 0 {
		return
	}
	const hexDigits = "0123456789abcdef"
	h.out.WriteString(name)
	h.out.WriteString(`="#`)
	for shift := 20; shift >= 0; shift -= 4 {
		h.out.WriteByte(hexDigits[c>>shift&15])
	}
	h.out.WriteByte('"')
}

// entities are the characters that HTML and the attributes of MXP tags take as
// their own, and what stands for them.
var entities = [128]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;"}

// writeEscaped writes s with entities for what is special in HTML text and in
// attributes in double quotes.
func writeEscaped(out *strings.Builder, s string) {
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= 128 || entities[c] == "" {
			continue
		}
		out.WriteString(s[from:i])
		out.WriteString(entities[c])
		from = i + 1
	}
	out.WriteString(s[from:])
}
