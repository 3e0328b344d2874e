package api

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/guard"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/value"
	"mud/lua/vm"
)

// session:supports tells whether the client wants out-of-band data of a
// module, such as "Room" or "Char.Vitals": it has listed it, or a parent of it.
//
// @param module string
// @return boolean
func (a *API) supports(L *lua.LState) int {
	return pushBool(L, supports(a.checkSession(L, 1), L.CheckString(2)))
}

func supports(s *session.Session, module string) bool {
	list, _ := s.Flag("SUPPORTS").(string)
	if list == "" || s.Flag("OOB") != true {
		return false
	}
	want := strings.ToLower(module) + "."
	for _, entry := range strings.Split(list, ", ") {
		name, _, _ := strings.Cut(entry, " ")
		if strings.HasPrefix(want, strings.ToLower(name)+".") {
			return true
		}
	}
	return false
}

// oobName is what a message may be called, as in the Portal.
var oobName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.]{0,63}$`)

// oob reads { ["Room.Info"] = {…} } as out-of-band parts.
func (a *API) oob(L *lua.LState, v lua.LValue) []outbox.Part {
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	var out []outbox.Part
	left := newRoom("")
	vm.Each(t, func(k, v lua.LValue) {
		name := k.String()
		if !oobName.MatchString(name) {
			L.RaiseError("%q is no name of out-of-band data: letters, digits, \"_\" and \".\"", name)
		}
		left.where = "oob " + name
		data, err := a.toJSON(v, 0, left)
		if err != nil {
			L.RaiseError("%s", err.Error())
		}
		text, err := json.Marshal(data)
		if err != nil {
			L.RaiseError("oob %s: %s", name, err.Error())
		}
		out = append(out, outbox.Part{Kind: outbox.OOB, Name: name, Data: text})
	})
	return out
}

// arrayKind marks a table that is a list even when it is empty.
//
// mud.array marks a table as a list for out-of-band data: an empty one is then
// sent as [] and not as {}.
//
// @param t mud.Value[]
// @return mud.Value[] t
const arrayKind = "array"

// toJSON turns a Lua value into what json.Marshal takes: lists and objects,
// entities as their ids, guarded characters as the plain ones.
func (a *API) toJSON(v lua.LValue, depth int, left *room) (any, error) {
	t, ok := v.(*lua.LTable)
	if !ok {
		stored, err := a.value(v, depth, left)
		return plainJSON(stored), err
	}
	if depth >= maxDepth {
		return nil, tooDeep(left.where)
	}
	numbered, object := map[int]any{}, map[string]any{}
	var failed error
	vm.Each(t, func(k, v lua.LValue) {
		if failed != nil {
			return
		}
		if failed = left.take(1, len(lua.LVAsString(k))); failed != nil {
			return
		}
		var x any
		x, failed = a.toJSON(v, depth+1, left)
		if n, ok := k.(lua.LNumber); ok && lua.LNumber(int(n)) == n {
			numbered[int(n)] = x
		} else {
			object[guard.Release(lua.LVAsString(k))] = x
		}
	})
	list := inOrder(numbered)
	if len(object) == 0 && len(list) == len(numbered) && (len(list) > 0 || DefinitionKind(t) == arrayKind) {
		return list, failed
	}
	for n, x := range numbered {
		object[strconv.Itoa(n)] = x
	}
	return object, failed
}

// inOrder lists what is at 1, 2, … up to the first gap: the keys of a table
// come in the order in which they were set.
func inOrder(numbered map[int]any) []any {
	list := []any{}
	for x, ok := numbered[1]; ok; x, ok = numbered[len(list)+1] {
		list = append(list, x)
	}
	return list
}

// plainJSON is a stored value as clients expect it.
func plainJSON(v value.Value) any {
	switch v := v.(type) {
	case string:
		return guard.Release(v)
	case value.Ref:
		return int64(v)
	case *value.Table:
		if v.Len() == v.Size() && v.Len() > 0 {
			out := make([]any, 0, v.Len())
			for _, k := range v.Keys() {
				out = append(out, plainJSON(v.Get(k)))
			}
			return out
		}
		out := map[string]any{}
		for _, k := range v.Keys() {
			out[keyJSON(k)] = plainJSON(v.Get(k))
		}
		return out
	}
	return v
}

func keyJSON(k value.Value) string {
	if s, ok := k.(string); ok {
		return guard.Release(s)
	}
	return fmt.Sprint(plainJSON(k))
}
