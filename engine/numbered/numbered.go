// Package numbered is how one of several things, or commands, of the same name
// is chosen by a number: "ball-2" or "2-ball".
package numbered

import (
	"fmt"
	"strconv"
	"strings"
)

// Style says on which side of a name a number may stand.
type Style string

// The styles.
const (
	Both   Style = "both"   // either side; the zero Style is this one
	After  Style = "ball-2" // as newer Evennia has it
	Before Style = "2-ball" // as older Evennia has it
)

// After reports whether "ball-2" is understood.
func (s Style) After() bool { return s != Before }

// Before reports whether "2-ball" is understood.
func (s Style) Before() bool { return s != After }

// Join is a name with its number, as it may be typed.
func (s Style) Join(name string, n int) string {
	if s == Before {
		return fmt.Sprintf("%d-%s", n, name)
	}
	return fmt.Sprintf("%s-%d", name, n)
}

// Split parts a text into the name and the number, 0 when there is none.
func (s Style) Split(text string) (name string, n int) {
	if at := strings.LastIndexByte(text, '-'); at > 0 && s.After() {
		if n, err := strconv.Atoi(text[at+1:]); err == nil {
			return text[:at], n
		}
	}
	if at := strings.IndexByte(text, '-'); at > 0 && s.Before() {
		if n, err := strconv.Atoi(text[:at]); err == nil {
			return text[at+1:], n
		}
	}
	return text, 0
}
