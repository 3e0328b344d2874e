package api

import (
	"fmt"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/guard"
	"mud/engine/object"
)

// findAll returns the things that a text means: one, or with a number or a
// plural some of one sort.
func (a *API) findAll(q query) ([]*object.Object, string) {
	f := a.found(q)
	if len(f.Objects) == 1 {
		return f.Objects, ""
	}
	n, name := leadingNumber(f.Asked)
	list := a.alike(q, name, f.Exact)
	switch {
	case n < 0 && len(f.Objects) > 0, n < 0 && len(list) == 0:
		return nil, a.unclear(q, f)
	case len(list) == 0:
		return nil, a.unclear(q, object.Found{Asked: name})
	case !a.oneSort(q, list):
		return nil, a.unclear(q, object.Found{Objects: list, Asked: name})
	case n == 0:
		return nil, "None at all? That is soon done."
	case n > len(list):
		return nil, fmt.Sprintf("You can find only %d of '%s'.", len(list), guard.Escape(name))
	case n > 0:
		list = list[:n]
	}
	return list, ""
}

// leadingNumber splits "3 apples"; n is -1 where there is no number.
func leadingNumber(text string) (n int, name string) {
	number, name, ok := strings.Cut(text, " ")
	if n, err := strconv.Atoi(number); ok && err == nil && n >= 0 {
		return n, strings.TrimSpace(name)
	}
	return -1, text
}

// alike are the candidates that a name means in one or in many.
func (a *API) alike(q query, name string, exact bool) []*object.Object {
	s := a.scope(q)
	list := object.Named(name, s.Candidates, exact)
	if len(list) == 0 && name != "" {
		for _, c := range s.Candidates {
			if plural := a.plural(c, q.who); strings.EqualFold(plural, name) || !exact && object.WordBegins(plural, name) {
				list = append(list, c)
			}
		}
	}
	var out []*object.Object
	for _, c := range list {
		if s.Visible(c) {
			out = append(out, c)
		}
	}
	return out
}

// oneSort reports whether all have the same name for the one who looks.
func (a *API) oneSort(q query, list []*object.Object) bool {
	first := a.nameFor(list[0], q.who)
	for _, o := range list[1:] {
		if a.nameFor(o, q.who) != first {
			return false
		}
	}
	return true
}

// nameFor is an object's name for a looker; one whose hook fails has its key.
func (a *API) nameFor(o, looker *object.Object) string {
	if name, err := a.Call(o, "get_display_name", looker); err == nil {
		if text, ok := name.(string); ok {
			return text
		}
	}
	return o.Key()
}

// plural is an object's name in many, without the number before it and without
// markup; "" where its typeclass gives it none.
func (a *API) plural(o, looker *object.Object) string {
	fn := a.hook(o, "get_numbered_name")
	if fn == nil {
		return ""
	}
	out, err := a.vm.Call(fn, 2, a.Handle(o), lua.LNumber(2), a.Handle(looker))
	if err != nil {
		return ""
	}
	_, many, _ := strings.Cut(a.engine.Text.Plain(lua.LVAsString(out[1])), " ")
	return many
}
