// Package guard keeps what a player typed from ever being taken as markup or
// as a pattern (promise P8). The three characters that mud reads in texts are
// replaced by private-use ones when a line enters a script; sessions/render
// prints those as the plain characters again. See docs/why/guarded-input.md.
package guard

import "strings"

// The guarded forms; sessions/wire has the same ones (a test in cmd/mud/app
// compares them, as neither half may import the other's package).
const (
	Bar    = '\uF07C' // for '|'
	Brace  = '\uF07B' // for '{'
	Dollar = '\uF024' // for '$'
)

var (
	text    = strings.NewReplacer("|", string(Bar), "{", string(Brace), "$", string(Dollar))
	release = strings.NewReplacer(string(Bar), "|", string(Brace), "{", string(Dollar), "$")
	escape  = strings.NewReplacer("|", "||", string(Bar), "||", string(Brace), "{", string(Dollar), "$")
)

// Text returns s with the markup characters guarded.
func Text(s string) string { return text.Replace(s) }

// Release returns s with guarded characters as the plain ones, which are
// markup again: for people who are trusted with it, and for logs.
func Release(s string) string { return release.Replace(s) }

// Escape returns s as text that is no markup when it is shown.
func Escape(s string) string { return escape.Replace(s) }
