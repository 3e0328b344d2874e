// Package layout lays texts with markup out for a screen: padded, cropped, in
// columns and tables, and in plain lines for a screen reader. It is pure; what
// markup means it is told by a Measure, as the markup is the Portal's.
package layout

import "strings"

// Measure are the tools that know markup; sessions/render has them.
type Measure struct {
	Width func(text string) int               // columns on the screen, without markup
	Wrap  func(text string, width int) string // broken into lines, markup kept
	Plain func(text string) string            // without markup
	Cut   func(text string, width int) string // its beginning, as wide as width at most
	// Lines wraps text into lines that each stand by themselves: a style that
	// goes on over a line end is ended and begun again there.
	Lines func(text string, width int) []string
}

// MaxWidth bounds how wide anything is laid out, in columns.
const MaxWidth = 1000

// Pad fills text with spaces up to a width; align says where the text stands:
// "left", "right" or "center". A wider text stays as it is.
func (m Measure) Pad(text string, width int, align string) string {
	space := min(width, MaxWidth) - m.Width(text)
	if space <= 0 {
		return text
	}
	left := map[string]int{"right": space, "center": space / 2}[align]
	return strings.Repeat(" ", left) + text + strings.Repeat(" ", space-left)
}

// Crop cuts a text that is wider than width, and ends it with an ellipsis.
func (m Measure) Crop(text string, width int) string {
	if m.Width(text) <= width {
		return text
	}
	if width < 1 {
		return ""
	}
	return m.Cut(text, width-1) + "…"
}

// Columns lays out items in as many columns as fit the width, read downwards.
func (m Measure) Columns(items []string, width int) string {
	widest := 1
	for _, s := range items {
		widest = max(widest, m.Width(s)+2)
	}
	columns := max(1, width/widest)
	height := (len(items) + columns - 1) / columns
	lines := make([]string, height)
	for i, s := range items {
		if at := i % height; i+height < len(items) {
			lines[at] += m.Pad(s, widest, "left")
		} else {
			lines[at] += s
		}
	}
	return strings.Join(lines, "\n")
}
