package builtin

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// Concat is the name of the function that a .. b is compiled into; no script
// can write such a name.
const Concat = ".."

// concatenate joins its arguments, which are the parts of a whole chain
// a .. b .. c, to a text of at most 1 MiB.
func (lib *library) concatenate(L *lua.LState) int {
	n := L.GetTop()
	parts := make([]string, n)
	size := 0
	for i := range parts {
		v := L.Get(i + 1)
		if v.Type() != lua.LTString && v.Type() != lua.LTNumber {
			return concatOthers(L, n)
		}
		parts[i] = Text(L, v)
		size += len(parts[i])
	}
	if size > maxMade {
		L.RaiseError("a text may have 1 MiB; these %d parts have more together", n)
	}
	lib.worked(size)
	L.Push(lua.LString(strings.Join(parts, "")))
	return 1
}

// concatOthers joins where a part is no text: two by two from the right, as
// the metamethod __concat of one of them says.
func concatOthers(L *lua.LState, n int) int {
	right := L.Get(n)
	for i := n - 1; i >= 1; i-- {
		left := L.Get(i)
		fn := L.GetMetaField(left, "__concat")
		if fn == lua.LNil {
			fn = L.GetMetaField(right, "__concat")
		}
		switch {
		case fn != lua.LNil:
			L.Push(fn)
			L.Push(left)
			L.Push(right)
			L.Call(2, 1)
			right = L.Get(-1)
			L.Pop(1)
		case !lua.LVCanConvToString(left) || !lua.LVCanConvToString(right):
			bad := i
			if lua.LVCanConvToString(left) {
				bad = i + 1
			}
			L.RaiseError("part %d of this .. is a %s: strings and numbers can be joined", bad, L.Get(bad).Type())
		default:
			text := Text(L, left) + Text(L, right)
			if len(text) > maxMade {
				L.RaiseError("a text may have 1 MiB")
			}
			right = lua.LString(text)
		}
	}
	L.Push(right)
	return 1
}
