// Package stance fills in the inline functions of a text for one hearer, so
// that one text tells everybody in the room what happens: `$You() $conj(smile)
// at $you(bob).` is "You smile at Bob." for who does it, "Ann smiles at you."
// for Bob and "Ann smiles at Bob." for the rest. It is pure; what a player
// typed never holds such a function, as its `$` is guarded (engine/guard).
package stance

import (
	"strings"
)

// View is who hears a text, and how others are named to them.
type View struct {
	// You reports whether the hearer is the one that a key names; "" is who
	// the text is about.
	You func(key string) bool
	// Name is the display name of the one that a key names, in markup, and
	// false where the key names nobody.
	Name func(key string) (string, bool)
	// Gender is "male", "female", "neutral" or "plural" of the one that a key
	// names.
	Gender func(key string) string
	// Text lays texts out.
	Text Layout
}

// Layout measures texts with markup; see engine/layout.
type Layout interface {
	Pad(text string, width int, align string) string
	Crop(text string, width int) string
}

// function is one inline function: what it makes of its arguments, and false
// where they make no sense.
type function func(v View, args []string) (string, bool)

// functions are all inline functions, by the name behind the `$`.
var functions = map[string]function{
	"You": stand("You", ""), "you": stand("you", ""), "Your": stand("Your", "'s"), "your": stand("your", "'s"), "obj": name,
	"conj": conj, "pconj": pconj, "pron": pron, "Pron": capitalPron,
	"an": an, "plural": plural, "pad": pad, "crop": crop, "space": space,
}

// maxNesting bounds functions in the arguments of functions.
const maxNesting = 8

// longestName is more than the longest name of a function has, with $ and (.
const longestName = 16

// Fill returns text with its inline functions filled in. What is no function,
// and a call whose arguments make no sense, is left as it stands; `$$` is a
// dollar sign.
func Fill(text string, v View) string {
	if !strings.Contains(text, "$") {
		return text
	}
	f := &filler{v, maxRead * len(text)}
	out, _ := f.fill(text, "", maxNesting)
	return out
}

// filler fills in one text. What looks like a function and never ends is read
// again as plain text, so what it may read is bounded.
type filler struct {
	view View
	left int // characters
}

// maxRead is how often a text may be read.
const maxRead = 16

// fill reads text up to the first of the characters in stop, which it leaves;
// it returns what came of it and how much of text it read.
func (f *filler) fill(text, stop string, depth int) (string, int) {
	var b strings.Builder
	at := 0
	for at < len(text) && strings.IndexByte(stop, text[at]) < 0 {
		f.left--
		if text[at] != '$' {
			b.WriteByte(text[at])
			at++
			continue
		}
		if strings.HasPrefix(text[at:], "$$") {
			b.WriteByte('$')
			at += 2
			continue
		}
		shown, n := f.call(text[at:], depth)
		b.WriteString(shown)
		at += n
	}
	return b.String(), at
}

// call fills in the function that text begins with; what is none is one
// dollar sign of text.
func (f *filler) call(text string, depth int) (string, int) {
	open := strings.IndexByte(text[:min(len(text), longestName)], '(')
	if open < 0 || depth == 0 || f.left < 0 {
		return "$", 1
	}
	fn, ok := functions[text[1:open]]
	if !ok {
		return "$", 1
	}
	var args []string
	at := open + 1
	for {
		arg, n := f.fill(text[at:], ",)", depth-1)
		at += n
		if at == len(text) {
			return "$", 1 // it never ends
		}
		args = append(args, strings.TrimSpace(arg))
		at++
		if text[at-1] == ')' {
			break
		}
	}
	shown, ok := fn(f.view, args)
	if !ok {
		return text[:at], at
	}
	return shown, at
}

// arg is argument n, counted from 0, "" where it is left out.
func arg(args []string, n int) string {
	if n < len(args) {
		return args[n]
	}
	return ""
}
