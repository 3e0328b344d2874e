package render

import "strings"

// The letters of the eight basic colours, in the order of their numbers in
// ECMA-48 (30 to 37): black red green yellow blue magenta cyan white.
const (
	brightLetters = "xrgybmcw"
	darkLetters   = "XRGYBMCW"
)

// attrCodes are the one-letter codes that add a style which is no colour.
var attrCodes = [128]attrs{
	'u': underline, 'i': italic, 's': strike, '^': blink, '*': inverse, 'h': bold,
}

// textCodes are the one-letter codes that print something. |- is a tab, as in
// Evennia: how wide it is shown is the client's business, |> is for who cares.
var textCodes = [128]string{'|': "|", '-': "\t", '_': " ", '>': "    "}

// darken takes back |h, and also the brightness of |r and its like.
func (s *style) darken() {
	s.attrs &^= bold
	if s.fg.isBasic(8) {
		s.fg -= 8
	}
}

// applyCode changes s as the style code at the start of code says, which is
// without its bar, and returns the length of the code: 0 if it is none.
func applyCode(s *style, code string) int {
	if code == "" || code[0] >= 128 {
		return 0
	}
	if a := attrCodes[code[0]]; a != 0 {
		s.attrs |= a
		return 1
	}
	switch code[0] {
	case 'n':
		*s = style{}
		return 1
	case 'H':
		s.darken()
		return 1
	case '[':
		c, n := parseColor(code[1:])
		if n == 0 {
			return 0
		}
		s.bg = c
		return n + 1
	case '!':
		return applyInherited(s, code)
	}
	c, n := parseColor(code)
	if n == 0 {
		return 0
	}
	s.fg = c
	if c.isBasic(0) {
		s.attrs &^= bold
	}
	return n
}

// applyInherited is applyCode for |!R and its like: a dark colour that takes
// over the brightness of the foreground before it.
func applyInherited(s *style, code string) int {
	if len(code) < 2 {
		return 0
	}
	i := strings.IndexByte(darkLetters, code[1])
	if i < 0 {
		return 0
	}
	if s.fg.isBasic(8) {
		i += 8
	}
	s.fg = palette(i)
	return 2
}

// parseColor reads the colour at the start of s and returns it with its
// length in bytes: 0 if there is none.
func parseColor(s string) (color, int) {
	if s == "" {
		return 0, 0
	}
	if i := strings.IndexByte(brightLetters, s[0]); i >= 0 {
		return palette(8 + i), 1
	}
	if i := strings.IndexByte(darkLetters, s[0]); i >= 0 {
		return palette(i), 1
	}
	switch s[0] {
	case '=':
		return parseGrey(s)
	case '#':
		return parseHex(s)
	}
	return parseCube(s)
}

// parseCube reads three digits from 0 to 5: a place in xterm's 6x6x6 cube.
func parseCube(s string) (color, int) {
	if len(s) < 3 {
		return 0, 0
	}
	n := 0
	for i := range 3 {
		if s[i] < '0' || s[i] > '5' {
			return 0, 0
		}
		n = n*6 + int(s[i]-'0')
	}
	return palette(cubeStart + n), 3
}

// parseGrey reads =a to =z: the cube's black, the 24 greys, the cube's white.
func parseGrey(s string) (color, int) {
	if len(s) < 2 || s[1] < 'a' || s[1] > 'z' {
		return 0, 0
	}
	switch s[1] {
	case 'a':
		return palette(cubeStart), 2
	case 'z':
		return palette(greyStart - 1), 2
	}
	return palette(greyStart + int(s[1]-'b')), 2
}

// parseHex reads #rrggbb or, if that is not there, #rgb.
func parseHex(s string) (color, int) {
	digits := 0
	var v uint32
	var short color
	for digits < 6 && digits+1 < len(s) {
		d, ok := hexDigit(s[digits+1])
		if !ok {
			break
		}
		v = v<<4 | uint32(d)
		digits++
		if digits == 3 {
			short = rgb(uint8(v>>8)*0x11, uint8(v>>4&15)*0x11, uint8(v&15)*0x11)
		}
	}
	switch {
	case digits == 6:
		return is24bit | color(v), 7
	case digits >= 3:
		return short, 4
	}
	return 0, 0
}

func hexDigit(c byte) (uint8, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}
