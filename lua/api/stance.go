package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/stance"
)

// view is how a hearer sees a text about from, in which values name others.
func (a *API) view(L *lua.LState, values *lua.LTable, hearer, from *object.Object) stance.View {
	meant := func(key string) *object.Object {
		if key == "" || values == nil {
			return from
		}
		return toObject(values.RawGetString(key))
	}
	return stance.View{
		You: func(key string) bool {
			o := meant(key)
			return o != nil && o == hearer
		},
		Name: func(key string) (string, bool) {
			if o := meant(key); o != nil {
				return a.displayName(L, o, hearer), true
			}
			if key == "" || values == nil || values.RawGetString(key) == lua.LNil {
				return "", false
			}
			return guard.Escape(L.ToStringMeta(values.RawGetString(key)).String()), true
		},
		Gender: func(key string) string { return a.gender(meant(key)) },
		Text:   a.live(L).Text,
	}
}

// gender is the attribute "gender" of an entity, "plural" where it says
// nothing that English has pronouns for.
func (a *API) gender(o *object.Object) string {
	if o == nil {
		return "plural"
	}
	v, ok := o.Attr("", "gender")
	if !ok {
		v = a.defaultOf(o, "gender")
	}
	switch v {
	case "male", "female", "neutral":
		return v.(string)
	}
	return "plural"
}

// toObject is v as an entity that exists, nil if it is none.
func toObject(v lua.LValue) *object.Object {
	if ud, ok := v.(*lua.LUserData); ok {
		if o, ok := ud.Value.(*object.Object); ok && !o.Deleted() {
			return o
		}
	}
	return nil
}
