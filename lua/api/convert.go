package api

import (
	"fmt"
	"maps"
	"math"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
	"mud/engine/session"
	"mud/engine/value"
	"mud/lua/vm"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Lua turns a Go value into what scripts see: entities and sessions into
// handles, maps and slices into fresh tables.
func (a *API) Lua(v any) lua.LValue {
	switch v := v.(type) {
	case nil:
		return lua.LNil
	case lua.LValue:
		return v
	case bool:
		return lua.LBool(v)
	case string:
		return lua.LString(v)
	case int:
		return lua.LNumber(v)
	case int64:
		return lua.LNumber(v)
	case float64:
		return lua.LNumber(v)
	case *object.Object:
		return a.Handle(v)
	case *session.Session:
		return a.Face(v)
	case value.Ref:
		return a.Handle(a.engine.World.Get(v))
	case *value.Table:
		return a.plain(v)
	}
	return a.collection(v)
}

// collection turns lists and maps into fresh tables.
func (a *API) collection(v any) lua.LValue {
	switch v := v.(type) {
	case []*object.Object:
		return listOf(a, v, func(o *object.Object) lua.LValue { return a.Handle(o) })
	case []*session.Session:
		return listOf(a, v, func(s *session.Session) lua.LValue { return a.Face(s) })
	case []string:
		return listOf(a, v, func(s string) lua.LValue { return lua.LString(s) })
	case []any:
		return listOf(a, v, a.Lua)
	case map[string]any:
		t := a.vm.State().CreateTable(0, len(v))
		for _, k := range sortedKeys(v) {
			t.RawSetString(k, a.Lua(v[k]))
		}
		return t
	}
	panic(fmt.Sprintf("scripts cannot be given a %T", v))
}

// listOf is a list as a fresh table, no bigger than it has to be: the tables of
// gopher-lua begin with room for 64 entries, and each command has several.
func listOf[V any](a *API, list []V, as func(V) lua.LValue) *lua.LTable {
	t := a.vm.State().CreateTable(len(list), 0)
	for _, v := range list {
		t.Append(as(v))
	}
	return t
}

// plain is a copy of a stored table as an ordinary Lua table.
func (a *API) plain(t *value.Table) lua.LValue {
	out := a.vm.State().CreateTable(t.Len(), t.Size()-t.Len())
	for _, k := range t.Keys() {
		out.RawSet(a.Lua(k), a.Lua(t.Get(k)))
	}
	return out
}

// The bounds of what one assignment may put into an attribute. Nothing is put
// into one that has more bytes than that already: a row of the store is written
// whole, however little of it has changed.
const (
	maxDepth   = 32
	maxEntries = 100_000
	maxBytes   = 4 << 20
)

// room is what one value may still take.
type room struct {
	where          string // for the error
	entries, bytes int
}

func newRoom(where string) *room { return &room{where, maxEntries, maxBytes} }

// take counts entries and the bytes of texts, and says why they are too many.
func (r *room) take(entries, bytes int) error {
	r.entries, r.bytes = r.entries-entries, r.bytes-bytes
	switch {
	case r.entries < 0:
		return fmt.Errorf("%s: more than %d entries in one value", r.where, maxEntries)
	case r.bytes < 0:
		return fmt.Errorf("%s: more than %d MiB of text in one value", r.where, maxBytes>>20)
	}
	return nil
}

// Value turns a Lua value into one that the world can keep: plain data and
// references to entities. where names the place for the error.
func (a *API) Value(v lua.LValue, where string) (value.Value, error) {
	return a.value(v, 0, newRoom(where))
}

func (a *API) value(v lua.LValue, depth int, left *room) (value.Value, error) {
	switch v := v.(type) {
	case *lua.LNilType:
		return nil, nil
	case lua.LBool:
		return bool(v), nil
	case lua.LString:
		return string(v), left.take(0, len(v))
	case lua.LNumber:
		return float64(v), nil
	case *lua.LUserData:
		return fromHandle(v, depth, left)
	case *lua.LTable:
		if depth >= maxDepth {
			return nil, tooDeep(left.where)
		}
		return a.fromTable(v, depth, left)
	}
	return nil, fmt.Errorf("%s cannot hold a %s: store plain data, or the name of a function such as \"plugin.lib.topic.fn\"", left.where, v.Type())
}

func tooDeep(where string) error {
	return fmt.Errorf("%s: tables may be nested %d deep; this one goes deeper, or holds itself", where, maxDepth)
}

// levels is how deep a stored table is nested, 1 for a flat one.
func levels(t *value.Table) int {
	deepest := 0
	for _, k := range t.Keys() {
		if inner, ok := t.Get(k).(*value.Table); ok {
			deepest = max(deepest, levels(inner))
		}
	}
	return deepest + 1
}

func fromHandle(ud *lua.LUserData, depth int, left *room) (value.Value, error) {
	switch v := ud.Value.(type) {
	case *object.Object:
		return object.Ref(v), nil
	case *tableProxy:
		if depth+levels(v.t) > maxDepth {
			return nil, tooDeep(left.where)
		}
		if err := left.take(value.Weight(v.t)); err != nil {
			return nil, err
		}
		return v.t.Clone(), nil
	case *session.Session:
		return nil, fmt.Errorf("%s cannot hold a session, which may end at any time: store session.sessid", left.where)
	}
	return nil, fmt.Errorf("%s cannot hold this kind of handle", left.where)
}

func (a *API) fromTable(t *lua.LTable, depth int, left *room) (value.Value, error) {
	out := value.NewTable()
	var failed error
	vm.Each(t, func(k, v lua.LValue) {
		if failed != nil {
			return
		}
		var key, val value.Value
		if key, failed = tableKey(k, left.where); failed != nil {
			return
		}
		if failed = left.take(1, len(lua.LVAsString(k))); failed != nil {
			return
		}
		if val, failed = a.value(v, depth+1, left); failed == nil {
			out.Set(key, val)
		}
	})
	return out, failed
}

// tableKey is a key of a stored table: a string, a number, a bool or an entity.
func tableKey(k lua.LValue, where string) (value.Value, error) {
	switch k := k.(type) {
	case lua.LString:
		return string(k), nil
	case lua.LNumber:
		if !math.IsNaN(float64(k)) {
			return float64(k), nil
		}
	case lua.LBool:
		return bool(k), nil
	case *lua.LUserData:
		if o, ok := k.Value.(*object.Object); ok && !o.Deleted() {
			return o.ID(), nil
		}
	}
	return nil, fmt.Errorf("%s: a key must be a string, a number, a bool or an object, not a %s", where, k.Type())
}

// result turns what a hook returned into a Go value.
func result(v lua.LValue) any {
	switch v := v.(type) {
	case lua.LBool:
		return bool(v)
	case lua.LString:
		return string(v)
	case lua.LNumber:
		return float64(v)
	case *lua.LUserData:
		return v.Value
	}
	return nil
}

// args turns Go values into Lua ones.
func (a *API) args(values []any) []lua.LValue {
	out := make([]lua.LValue, len(values))
	for i, v := range values {
		out[i] = a.Lua(v)
	}
	return out
}
