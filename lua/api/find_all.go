package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
	"mud/engine/value"
)

// mud.find_all lists the entities for which everything that is given holds, by
// ascending id. A tag is found at once; the rest looks through all of the kind.
//
// @param what { key?: string, tag?: string, category?: string, typeclass?: string, family?: boolean, attribute?: string, value?: mud.Value, location?: mud.Object, kind?: "object"|"account"|"channel"|"script" } key: name or alias; category: of the tag, and of the attribute; family: also typeclasses that extend typeclass; value: what the attribute is
// @return mud.Object[]
func (a *API) mudFindAll(L *lua.LState) int {
	e, t := a.live(L), L.CheckTable(1)
	kind, tag, category := object.Kind(optString(t, "kind", string(object.Thing))), optString(t, "tag", ""), optString(t, "category", "")
	list := a.filters(L, t)
	candidates := e.World.All
	if tag != "" {
		candidates = func(k object.Kind) []*object.Object { return e.World.Tagged(k, tag, category) }
	}
	out := []*object.Object{}
	for _, o := range candidates(kind) {
		if all(list, o) {
			out = append(out, o)
		}
	}
	L.Push(a.Lua(out))
	return 1
}

type filter func(o *object.Object) bool

func all(list []filter, o *object.Object) bool {
	for _, keep := range list {
		if !keep(o) {
			return false
		}
	}
	return true
}

// filters are the conditions of mud.find_all besides kind and tag.
func (a *API) filters(L *lua.LState, t *lua.LTable) []filter {
	var out []filter
	if key := optString(t, "key", ""); key != "" {
		out = append(out, func(o *object.Object) bool { return o.Named(key) })
	}
	if class := optString(t, "typeclass", ""); class != "" {
		family := optBool(t, "family", false)
		out = append(out, func(o *object.Object) bool {
			return o.Typeclass() == class || family && a.descends(o, class)
		})
	}
	if v := t.RawGetString("location"); v != lua.LNil {
		place := entity(v)
		out = append(out, func(o *object.Object) bool { return place != nil && o.Location() == place })
	}
	if name := optString(t, "attribute", ""); name != "" {
		out = append(out, a.attributeFilter(L, name, optString(t, "category", ""), t.RawGetString("value")))
	}
	return out
}

func (a *API) attributeFilter(L *lua.LState, name, category string, v lua.LValue) filter {
	if v == lua.LNil {
		return func(o *object.Object) bool {
			_, ok := o.Attr(category, name)
			return ok
		}
	}
	want, err := a.Value(v, "value")
	a.check(L, err)
	if _, isTable := want.(*value.Table); isTable {
		L.RaiseError("mud.find_all: value must be a text, a number, a bool or an object")
	}
	return func(o *object.Object) bool {
		have, ok := o.Attr(category, name)
		if _, isTable := have.(*value.Table); !ok || isTable {
			return false
		}
		return have == want
	}
}

// descends reports whether an entity's typeclass is, or extends, one.
func (a *API) descends(o *object.Object, class string) bool {
	for t := a.defs.TypeclassTable(o.Typeclass()); t != nil; t = parentOf(t) {
		if t.RawGetString("full_name") == lua.LString(class) {
			return true
		}
	}
	return o.Typeclass() == class
}
