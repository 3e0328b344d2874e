package builtin

import (
	"math"
	"strconv"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// parseNumber reads a number as Lua writes it: 12, -1.5, 1e2, 0x10.
func parseNumber(text string, base int) (float64, bool) {
	if base != 10 {
		n, err := strconv.ParseInt(strings.ToLower(text), base, 64)
		return float64(n), err == nil
	}
	low := strings.ToLower(text)
	if digits, ok := strings.CutPrefix(strings.TrimPrefix(low, "-"), "0x"); ok {
		n, err := strconv.ParseUint(digits, 16, 64)
		if strings.HasPrefix(low, "-") {
			return -float64(n), err == nil
		}
		return float64(n), err == nil
	}
	if strings.ContainsAny(low, "inpx_") { // no inf, nan, hexadecimal floats or 1_000
		return 0, false
	}
	n, err := strconv.ParseFloat(low, 64)
	return n, err == nil || math.IsInf(n, 0)
}

// math replaces what draws random numbers: they are the running step's, so that
// the same step draws the same ones.
func (lib *library) math(L *lua.LState) *lua.LTable {
	t := L.GetGlobal("math").(*lua.LTable)
	t.RawSetString("randomseed", lua.LNil)
	return functions(L, t, map[string]lua.LGFunction{"random": lib.random, "tointeger": tointeger})
}

// math.random draws a fraction from 0 to 1, a whole number from 1 to a, or one
// from a to b.
//
// @param a? integer
// @param b? integer
// @return number
func (lib *library) random(L *lua.LState) int {
	var bits uint64
	if lib.Random != nil {
		bits = lib.Random()
	}
	fraction := float64(bits>>11) / (1 << 53)
	low, high := 1.0, 0.0
	switch L.GetTop() {
	case 0:
		L.Push(lua.LNumber(fraction))
		return 1
	case 1:
		high = math.Floor(float64(L.CheckNumber(1)))
	default:
		low, high = math.Ceil(float64(L.CheckNumber(1))), math.Floor(float64(L.CheckNumber(2)))
	}
	if !(high >= low) {
		L.ArgError(L.GetTop(), "there is no whole number in that range")
	}
	L.Push(lua.LNumber(low + math.Floor(fraction*(high-low+1))))
	return 1
}

// math.tointeger is a number without its fraction of zero, nil if it has one.
//
// @param x number
// @return integer?
func tointeger(L *lua.LState) int {
	n := float64(L.CheckNumber(1))
	if n != math.Trunc(n) || math.IsInf(n, 0) {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(lua.LNumber(n))
	return 1
}

func (lib *library) now() time.Time {
	if lib.Now == nil {
		return time.Now()
	}
	return lib.Now()
}

// os is what is left of it: the time.
func (lib *library) os(L *lua.LState) *lua.LTable {
	return functions(L, L.NewTable(), map[string]lua.LGFunction{"time": lib.time, "clock": lib.clock, "date": lib.date})
}

// os.time is the time of the running step in seconds since 1970.
//
// @return integer
func (lib *library) time(L *lua.LState) int {
	L.Push(lua.LNumber(lib.now().Unix()))
	return 1
}

// os.clock is os.time with a fraction; it does not pass while a step runs.
//
// @return number
func (lib *library) clock(L *lua.LState) int {
	L.Push(lua.LNumber(float64(lib.now().UnixNano()) / 1e9))
	return 1
}

// os.date formats a time in UTC with %Y %m %d %H %M %S.
//
// @param format? string "%Y-%m-%d %H:%M:%S" without it
// @param at? number seconds since 1970
// @return string
func (lib *library) date(L *lua.LState) int {
	at := lib.now()
	if L.GetTop() >= 2 {
		at = time.Unix(L.CheckInt64(2), 0)
	}
	at = at.UTC()
	L.Push(lua.LString(strings.NewReplacer(
		"%Y", at.Format("2006"), "%m", at.Format("01"), "%d", at.Format("02"),
		"%H", at.Format("15"), "%M", at.Format("04"), "%S", at.Format("05"), "%%", "%",
	).Replace(strings.TrimPrefix(L.OptString(1, "%Y-%m-%d %H:%M:%S"), "!"))))
	return 1
}
