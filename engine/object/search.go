package object

import (
	"strconv"
	"strings"

	"mud/engine/value"
)

// Found is what a search came to: one object, several, or none.
type Found struct {
	Objects []*Object
	Asked   string // what was looked for, without quotes and number
}

// Search looks for text as seen by o, as the model does (spec 10.4): "me" and
// "self", "here", "#12", quotes for exactness, "ball-2" or "2-ball" for one of
// several; then whole names and aliases, then names that begin with text, all
// caselessly. global allows "#12" to name anything in the world.
func (o *Object) Search(text string, candidates []*Object, global bool) Found {
	text = strings.TrimSpace(text)
	exact := len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"'
	text = strings.Trim(text, `"`)
	f := Found{Asked: text}
	if one := o.special(text, candidates, global); one != nil && !exact {
		f.Objects = []*Object{one}
		return f
	}
	if f.Objects = named(text, candidates, exact); len(f.Objects) > 0 {
		return f
	}
	if name, n := numbered(text); n > 0 {
		if list := named(name, candidates, exact); n <= len(list) {
			f.Asked, f.Objects = name, list[n-1:n]
		}
	}
	return f
}

func (o *Object) special(text string, candidates []*Object, global bool) *Object {
	switch strings.ToLower(text) {
	case "me", "self":
		return o
	case "here":
		return o.location
	}
	if !strings.HasPrefix(text, "#") {
		return nil
	}
	id, err := strconv.ParseInt(text[1:], 10, 64)
	if err != nil {
		return nil
	}
	found := o.world.Get(value.Ref(id))
	if global {
		return found
	}
	for _, c := range candidates {
		if c == found {
			return found
		}
	}
	return nil
}

// named returns the candidates of that name, else those that begin with it.
func named(text string, candidates []*Object, exactOnly bool) []*Object {
	if text == "" {
		return nil
	}
	var exact, partial []*Object
	for _, c := range candidates {
		switch {
		case c.Named(text):
			exact = append(exact, c)
		case begins(c, text):
			partial = append(partial, c)
		}
	}
	if len(exact) > 0 || exactOnly {
		return exact
	}
	return partial
}

// begins reports whether one word of a name of c begins with text, so that
// "sword" finds "a rusty sword".
func begins(c *Object, text string) bool {
	text = strings.ToLower(text)
	for _, name := range append([]string{c.f.Key}, c.f.Aliases...) {
		name = strings.ToLower(name)
		if strings.HasPrefix(name, text) || strings.Contains(name, " "+text) {
			return true
		}
	}
	return false
}

// numbered splits "ball-2" or "2-ball" into the name and the number.
func numbered(text string) (name string, n int) {
	if at := strings.LastIndexByte(text, '-'); at > 0 {
		if n, err := strconv.Atoi(text[at+1:]); err == nil {
			return text[:at], n
		}
	}
	if at := strings.IndexByte(text, '-'); at > 0 {
		if n, err := strconv.Atoi(text[:at]); err == nil {
			return text[at+1:], n
		}
	}
	return text, 0
}

// Reach is what o can see and handle: what is in its place, the place, and
// what it carries.
func (o *Object) Reach() []*Object {
	var out []*Object
	out = append(out, o.contents...)
	if o.location != nil {
		out = append(out, o.location.contents...)
		out = append(out, o.location)
	}
	return out
}
