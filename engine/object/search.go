package object

import (
	"slices"
	"strconv"
	"strings"

	"mud/engine/numbered"
	"mud/engine/value"
)

// Found is what a search came to: one object, several, or none.
type Found struct {
	Objects []*Object
	Asked   string // what was looked for, without quotes and number
	Exact   bool   // only whole names were looked for
}

// Scope says where a search looks.
type Scope struct {
	Candidates []*Object
	Global     bool                 // "#12" may name anything in the world
	Exact      bool                 // only whole names count
	Visible    func(o *Object) bool // what can be found at all, nil for all
	Numbers    numbered.Style       // how one of several is chosen
}

func (s Scope) visible(list []*Object) []*Object {
	if s.Visible == nil {
		return list
	}
	return slices.DeleteFunc(list, func(o *Object) bool { return !s.Visible(o) })
}

// Search looks for text as seen by o, as the model does (spec 10.4): "me" and
// "self", "here", "#12", quotes for exactness, "ball-2" or "2-ball" for one of
// several; then whole names and aliases, then names of which a word begins with
// text, all caselessly.
func (o *Object) Search(text string, in Scope) Found {
	text = strings.TrimSpace(text)
	quoted := len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"'
	text = strings.Trim(text, `"`)
	f := Found{Asked: text, Exact: in.Exact || quoted}
	if one := o.special(text, in); one != nil && !quoted {
		f.Objects = []*Object{one}
		return f
	}
	if f.Objects = in.visible(Named(text, in.Candidates, f.Exact)); len(f.Objects) > 0 {
		return f
	}
	if name, n := in.Numbers.Split(text); n > 0 {
		if list := in.visible(Named(name, in.Candidates, f.Exact)); n <= len(list) {
			f.Asked, f.Objects = name, list[n-1:n]
		}
	}
	return f
}

func (o *Object) special(text string, in Scope) *Object {
	switch strings.ToLower(text) {
	case "me", "self":
		return o
	case "here":
		return o.location
	}
	id, ok := strings.CutPrefix(text, "#")
	if !ok {
		return nil
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil
	}
	found := o.world.Get(value.Ref(n))
	if found == nil || !in.Global && !slices.Contains(in.Candidates, found) || len(in.visible([]*Object{found})) == 0 {
		return nil
	}
	return found
}

// Named are the candidates of that name, else those that begin with it.
func Named(text string, candidates []*Object, exactOnly bool) []*Object {
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
	return WordBegins(c.f.Key, text) || slices.ContainsFunc(c.f.Aliases, func(a string) bool { return WordBegins(a, text) })
}

// WordBegins reports whether a word of name begins with text, caselessly.
func WordBegins(name, text string) bool {
	name, text = strings.ToLower(name), strings.ToLower(text)
	return strings.HasPrefix(name, text) || strings.Contains(name, " "+text)
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
