package builtin

import (
	"strings"
	"unicode/utf8"

	lua "github.com/yuin/gopher-lua"
)

// Caller calls a Lua function up to its end, and returns what it returned.
type Caller func(fn lua.LValue, nret int, args ...lua.LValue) ([]lua.LValue, error)

// maxMade is how many bytes a function may make that makes more than it is
// given: 1 MiB.
const maxMade = 1 << 20

// String makes the string library and gives texts its functions as methods.
func String(L *lua.LState, call Caller, raise func(L *lua.LState, err error), worked func(bytes int) bool) *lua.LTable {
	p := &patterns{call: call, raise: raise, worked: worked, kept: map[string]*pattern{}}
	all := map[string]lua.LGFunction{
		"byte": stringByte, "char": stringChar, "len": stringLen, "lower": stringLower, "upper": stringUpper,
		"rep": stringRep, "reverse": stringReverse, "sub": stringSub, "format": stringFormat,
		"split": stringSplit, "trim": stringTrim, "starts_with": stringStartsWith, "ends_with": stringEndsWith,
		"find": p.find, "match": p.match, "gmatch": p.gmatch, "gsub": p.gsub,
	}
	for name, fn := range all {
		all[name] = counted(fn, worked)
	}
	t := functions(L, L.NewTable(), all)
	mt := L.NewTable()
	mt.RawSetString("__index", t)
	L.SetMetatable(lua.LString(""), mt)
	return t
}

// counted is a function of which it is told how much text it returned.
func counted(fn lua.LGFunction, worked func(bytes int) bool) lua.LGFunction {
	return func(L *lua.LState) int {
		n := fn(L)
		for i := 1; i <= n; i++ {
			switch v := L.Get(-i).(type) {
			case lua.LString:
				worked(len(v))
			case *lua.LTable:
				worked(v.Len() * elementSize)
			}
		}
		return n
	}
}

// elementSize is what a short text in a list takes, in bytes.
const elementSize = 48

// index turns a place as Lua counts it (from 1, or from the end below zero)
// into an offset, which may lie outside of the text.
func index(n, size int) int {
	if n < 0 {
		return size + n
	}
	return n - 1
}

// string.byte is the codes of some of a text's bytes.
//
// @param s string
// @param from? integer 1 without it
// @param to? integer from without it
// @return integer ...
func stringByte(L *lua.LState) int {
	s := L.CheckString(1)
	first := L.OptInt(2, 1)
	from, to := max(0, index(first, len(s))), min(len(s)-1, index(L.OptInt(3, first), len(s)))
	if to-from >= 255 {
		L.RaiseError("string.byte gives 255 bytes at most; ask for a part")
	}
	for i := from; i <= to; i++ {
		L.Push(lua.LNumber(s[i]))
	}
	return max(0, to-from+1)
}

// string.char makes a text of bytes.
//
// @param ... integer 0 to 255
// @return string
func stringChar(L *lua.LState) int {
	out := make([]byte, L.GetTop())
	for i := range out {
		n := L.CheckInt(i + 1)
		if n < 0 || n > 255 {
			L.ArgError(i+1, "a number from 0 to 255 is needed here")
		}
		out[i] = byte(n)
	}
	L.Push(lua.LString(out))
	return 1
}

// string.len is how many bytes a text has; mud.text.width is how wide it is.
//
// @param s string
// @return integer
func stringLen(L *lua.LState) int {
	L.Push(lua.LNumber(len(L.CheckString(1))))
	return 1
}

// ascii changes each letter a to z, for text that is not UTF-8.
func ascii(s string, change func(b byte) byte) string {
	out := []byte(s)
	for i, b := range out {
		if isLetter(b) {
			out[i] = change(b)
		}
	}
	return string(out)
}

// string.lower is a text in small letters, those beyond ASCII too.
//
// @param s string
// @return string
func stringLower(L *lua.LState) int {
	s := L.CheckString(1)
	if utf8.ValidString(s) {
		s = strings.ToLower(s)
	} else {
		s = ascii(s, func(b byte) byte { return b | 0x20 })
	}
	L.Push(lua.LString(s))
	return 1
}

// string.upper is a text in capital letters, those beyond ASCII too.
//
// @param s string
// @return string
func stringUpper(L *lua.LState) int {
	s := L.CheckString(1)
	if utf8.ValidString(s) {
		s = strings.ToUpper(s)
	} else {
		s = ascii(s, func(b byte) byte { return b &^ 0x20 })
	}
	L.Push(lua.LString(s))
	return 1
}

// string.rep is a text several times, with a separator between; up to 1 MiB.
//
// @param s string
// @param n integer
// @param sep? string
// @return string
func stringRep(L *lua.LState) int {
	s, n, sep := L.CheckString(1), L.CheckInt(2), L.OptString(3, "")
	if n <= 0 || s == "" && sep == "" {
		L.Push(lua.LString(""))
		return 1
	}
	if n > maxMade/max(1, len(s)+len(sep)) {
		L.RaiseError("string.rep makes 1 MiB at most")
	}
	L.Push(lua.LString(strings.Repeat(s+sep, n-1) + s))
	return 1
}

// string.reverse is a text backwards, by bytes.
//
// @param s string
// @return string
func stringReverse(L *lua.LState) int {
	s := L.CheckString(1)
	out := make([]byte, len(s))
	for i := range len(s) {
		out[len(s)-1-i] = s[i]
	}
	L.Push(lua.LString(out))
	return 1
}

// string.sub is a part of a text, by bytes.
//
// @param s string
// @param from integer
// @param to? integer -1, the end, without it
// @return string
func stringSub(L *lua.LState) int {
	s := L.CheckString(1)
	from, to := max(0, index(L.CheckInt(2), len(s))), min(len(s), index(L.OptInt(3, -1), len(s))+1)
	if from >= to {
		L.Push(lua.LString(""))
	} else {
		L.Push(lua.LString(s[from:to]))
	}
	return 1
}

// string.split cuts a text at each separator, or with none at white space.
//
// @param s string
// @param sep? string
// @return string[]
func stringSplit(L *lua.LState) int {
	s, sep := L.CheckString(1), L.OptString(2, "")
	parts := strings.Fields(s)
	if sep != "" {
		parts = strings.Split(s, sep)
	}
	t := L.CreateTable(len(parts), 0)
	for _, p := range parts {
		t.Append(lua.LString(p))
	}
	L.Push(t)
	return 1
}

// string.trim is a text without white space at both ends.
//
// @param s string
// @return string
func stringTrim(L *lua.LState) int {
	L.Push(lua.LString(strings.TrimSpace(L.CheckString(1))))
	return 1
}

// string.starts_with tells whether a text begins with another.
//
// @param s string
// @param what string
// @return boolean
func stringStartsWith(L *lua.LState) int {
	L.Push(lua.LBool(strings.HasPrefix(L.CheckString(1), L.CheckString(2))))
	return 1
}

// string.ends_with tells whether a text ends with another.
//
// @param s string
// @param what string
// @return boolean
func stringEndsWith(L *lua.LState) int {
	L.Push(lua.LBool(strings.HasSuffix(L.CheckString(1), L.CheckString(2))))
	return 1
}
