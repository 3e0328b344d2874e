package render

// color is a colour as the markup names it: the client's own, one of the 256
// of the palette, or 24 bit. The zero value is the client's own.
type color uint32

const (
	inPalette color = 1 << 24 // the low byte is the number
	is24bit   color = 2 << 24 // the low three bytes are red, green, blue
)

func palette(n int) color { return inPalette | color(n) }

func rgb(r, g, b uint8) color {
	return is24bit | color(r)<<16 | color(g)<<8 | color(b)
}

// index returns the number of c in the palette, and false if it has none.
func (c color) index() (int, bool) { return int(c & 0xff), c&inPalette != 0 }

// isBasic tells whether c is one of the 8 palette colours from first: 0 for
// the dark ones, 8 for the bright ones.
func (c color) isBasic(first color) bool {
	return c >= inPalette|first && c < inPalette|first+8
}

func (c color) components() (r, g, b uint8) { return uint8(c >> 16), uint8(c >> 8), uint8(c) }

// attrs is a set of the styles that are no colour.
type attrs uint8

const (
	bold attrs = 1 << iota
	italic
	underline
	blink
	inverse
	strike
)

// style is all that is in force for a piece of text. The zero value is none.
type style struct {
	fg, bg color
	attrs  attrs
}

// shown returns s as a screen shows it: |h makes a dark colour a bright one.
func (s style) shown() style {
	if s.attrs&bold != 0 && s.fg.isBasic(0) {
		s.fg += 8
	}
	return s
}
