package builtin

import (
	"fmt"
	"sort"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// Sequence is what a handle's Value implements to be walked and changed like a
// table: the stored tables of attributes are such.
type Sequence interface {
	Len() int
	Get(L *lua.LState, key lua.LValue) lua.LValue
	Set(L *lua.LState, key, v lua.LValue)
	Insert(L *lua.LState, pos int, v lua.LValue) // 1 to Len()+1
	Remove(L *lua.LState, pos int) lua.LValue    // 1 to Len()
	Keys() []lua.LValue                          // in the order of pairs
}

// sequence is argument 1 if it is a handle that can be walked.
func sequence(L *lua.LState) (Sequence, bool) {
	ud, ok := L.Get(1).(*lua.LUserData)
	if !ok {
		return nil, false
	}
	s, ok := ud.Value.(Sequence)
	return s, ok
}

// pairs walks all entries of a table or of a stored table.
//
// @param t table
// @return function
// @return table
// @return nil
func (lib *library) pairs(L *lua.LState) int {
	s, ok := sequence(L)
	if !ok {
		L.CheckTable(1)
		L.Push(L.GetGlobal("next"))
		L.Push(L.Get(1))
		L.Push(lua.LNil)
		return 3
	}
	keys, at := s.Keys(), 0
	L.Push(L.NewFunction(func(L *lua.LState) int {
		for at < len(keys) {
			key := keys[at]
			at++
			if v := s.Get(L, key); v != lua.LNil {
				L.Push(key)
				L.Push(v)
				return 2
			}
		}
		L.Push(lua.LNil)
		return 1
	}))
	L.Push(L.Get(1))
	L.Push(lua.LNil)
	return 3
}

// next is the entry behind a key, nil behind the last.
//
// @param t table
// @param key? any
// @return any key
// @return any value
func (lib *library) next(L *lua.LState) int {
	t := L.CheckTable(1)
	k, v := t.Next(L.Get(2))
	if k == lua.LNil {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(k)
	L.Push(v)
	return 2
}

// ipairs walks the list part of a table: 1, 2, … up to the first nil.
//
// @param t table
// @return function
// @return table
// @return integer
func ipairs(L *lua.LState) int {
	if _, ok := sequence(L); !ok {
		L.CheckTable(1)
	}
	t, at := L.Get(1), 0
	L.Push(L.NewFunction(func(L *lua.LState) int {
		at++
		v := L.GetTable(t, lua.LNumber(at))
		if v == lua.LNil {
			L.Push(lua.LNil)
			return 1
		}
		L.Push(lua.LNumber(at))
		L.Push(v)
		return 2
	}))
	L.Push(t)
	L.Push(lua.LNumber(0))
	return 3
}

// length is the length of the list at argument 1.
func length(L *lua.LState) int {
	if s, ok := sequence(L); ok {
		return s.Len()
	}
	return L.CheckTable(1).Len()
}

// maxUnpack bounds how many values one call returns.
const maxUnpack = 200

// unpack returns the elements of a list.
//
// @param t table
// @param i? integer
// @param j? integer
// @return any
func unpack(L *lua.LState) int {
	n := length(L)
	from, to := L.OptInt(2, 1), L.OptInt(3, n)
	if to >= from && uint(to)-uint(from) >= maxUnpack {
		L.RaiseError("unpack: %d values are too many; at most %d are returned", uint(to)-uint(from)+1, maxUnpack)
	}
	for i := from; i <= to; i++ {
		L.Push(L.GetTable(L.Get(1), lua.LNumber(i)))
	}
	return max(0, to-from+1)
}

// tables is the table library.
func (lib *library) tables(L *lua.LState) *lua.LTable {
	return functions(L, L.NewTable(), map[string]lua.LGFunction{
		"insert": insert, "remove": remove, "concat": lib.concat, "sort": lib.sort, "unpack": unpack,
		"pack": pack, "keys": keys, "maxn": maxn,
	})
}

// table.insert puts a value into a list, at its end without a position.
//
// @param t table
// @param pos any the position, or the value
// @param v? any
func insert(L *lua.LState) int {
	n := length(L)
	pos, v := n+1, L.Get(2)
	if L.GetTop() >= 3 {
		pos, v = L.CheckInt(2), L.Get(3)
	}
	if pos < 1 || pos > n+1 {
		L.RaiseError("table.insert: position %d is out of 1 to %d", pos, n+1)
	}
	if s, ok := sequence(L); ok {
		s.Insert(L, pos, v)
		return 0
	}
	t := checkOpen(L)
	if n >= lua.MaxArrayIndex-1 {
		L.RaiseError("table.insert: a list may have %d elements, and this one has them", n)
	}
	if pos == n+1 {
		t.RawSetInt(pos, v)
		return 0
	}
	t.Insert(pos, v)
	return 0
}

// table.remove takes an element out of a list, the last one without a position.
//
// @param t table
// @param pos? integer
// @return any
func remove(L *lua.LState) int {
	n := length(L)
	pos := L.OptInt(2, n)
	if n == 0 || pos < 1 || pos > n {
		if L.GetTop() >= 2 && pos != n && pos != n+1 {
			L.RaiseError("table.remove: position %d is out of 1 to %d", pos, n)
		}
		L.Push(lua.LNil)
		return 1
	}
	if s, ok := sequence(L); ok {
		L.Push(s.Remove(L, pos))
		return 1
	}
	L.Push(L.CheckTable(1).Remove(pos))
	return 1
}

// table.concat joins a list of strings and numbers.
//
// @param t table
// @param sep? string
// @param i? integer
// @param j? integer
// @return string
func (lib *library) concat(L *lua.LState) int {
	sep := L.OptString(2, "")
	from, to := L.OptInt(3, 1), L.OptInt(4, length(L))
	var b strings.Builder
	for i := from; i <= to; i++ {
		v := L.GetTable(L.Get(1), lua.LNumber(i))
		if v.Type() != lua.LTString && v.Type() != lua.LTNumber {
			L.RaiseError("table.concat: element %d is a %s; strings and numbers can be joined", i, v.Type())
		}
		text := Text(L, v)
		b.WriteString(text)
		if i < to {
			b.WriteString(sep)
		}
		if b.Len() > maxMade {
			L.RaiseError("table.concat: the result would have more than 1 MiB")
		}
		if !lib.worked(len(text) + len(sep) + elementSize) {
			break
		}
	}
	L.Push(lua.LString(b.String()))
	return 1
}

// table.pack makes a list of its arguments, with their number as n.
//
// @param ... any
// @return table
func pack(L *lua.LState) int {
	t := L.NewTable()
	for i := 1; i <= L.GetTop(); i++ {
		t.RawSetInt(i, L.Get(i))
	}
	t.RawSetString("n", lua.LNumber(L.GetTop()))
	L.Push(t)
	return 1
}

// table.keys lists the keys of a table, in the order of pairs.
//
// @param t table
// @return any[]
func keys(L *lua.LState) int {
	out := L.NewTable()
	if s, ok := sequence(L); ok {
		for _, k := range s.Keys() {
			out.Append(k)
		}
	} else {
		Each(L.CheckTable(1), func(k, _ lua.LValue) { out.Append(k) })
	}
	L.Push(out)
	return 1
}

// table.maxn is the greatest numeric key.
//
// @param t table
// @return number
func maxn(L *lua.LState) int {
	L.Push(lua.LNumber(L.CheckTable(1).MaxN()))
	return 1
}

// table.sort sorts a list, by < or by a function that says whether its first
// argument comes before its second.
//
// @param t table
// @param less? fun(a: any, b: any): boolean
func (lib *library) sort(L *lua.LState) int {
	n := length(L)
	s := &sorter{lib: lib, L: L, values: make([]lua.LValue, n)}
	for i := range s.values {
		s.values[i] = L.GetTable(L.Get(1), lua.LNumber(i+1))
	}
	s.less, _ = L.Get(2).(*lua.LFunction)
	sort.Stable(s)
	if s.err != nil {
		lib.Raise(L, s.err)
	}
	for i, v := range s.values {
		L.SetTable(L.Get(1), lua.LNumber(i+1), v)
	}
	return 0
}

// sorter sorts with a function that may fail: the first error ends it.
type sorter struct {
	lib     *library
	L       *lua.LState
	values  []lua.LValue
	less    *lua.LFunction
	err     error
	stopped bool
}

func (s *sorter) Len() int      { return len(s.values) }
func (s *sorter) Swap(i, j int) { s.values[i], s.values[j] = s.values[j], s.values[i] }

func (s *sorter) Less(i, j int) bool {
	if s.err != nil || s.stopped {
		return false
	}
	if s.less != nil {
		out, err := s.lib.Call(s.less, 1, s.values[i], s.values[j])
		s.err = err
		return err == nil && lua.LVAsBool(out[0])
	}
	switch a := s.values[i].(type) {
	case lua.LNumber:
		if b, ok := s.values[j].(lua.LNumber); ok {
			s.work(0)
			return a < b
		}
	case lua.LString:
		if b, ok := s.values[j].(lua.LString); ok {
			s.work(min(len(a), len(b)))
			return a < b
		}
	}
	s.err = fmt.Errorf("table.sort: a %s and a %s cannot be compared; give a function", s.values[i].Type(), s.values[j].Type())
	return false
}

// work counts a comparison of so many bytes; in a call that was stopped there
// are no more.
func (s *sorter) work(bytes int) {
	s.stopped = !s.lib.worked(bytes + elementSize)
}
