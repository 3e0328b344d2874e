package vm

import (
	"errors"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"
)

func TestErrorsNameWhatTheyWereMadeWith(t *testing.T) {
	for _, tc := range []struct{ name, source, want string }{
		{"a misspelt argument", `local arg = {} arg.wher.x = 1`, "attempt to index arg.wher, which is nil, with the key 'x'"},
		{"a method of nothing", `local arg = {} return (arg.wher:is(1))`, "attempt to index arg.wher, which is nil, with the key 'is'"},
		{"a field of self", `local t = {} function t:go() self.db.gold = 1 end t:go()`, "attempt to index self.db, which is nil, with the key 'gold'"},
		{"a local", `local x; return x.y`, "attempt to index x, which is nil, with the key 'y'"},
		{"an upvalue", `local x; return (function() return x.y end)()`, "attempt to index x, which is nil, with the key 'y'"},
		{"what a function gave", `local m = { find = function() end } return m.find("a").x`, "attempt to index m.find(…), which is nil, with the key 'x'"},
		{"an entry", `local t = {} local k = "a" return t[k].x, t`, "attempt to index t[k], which is nil, with the key 'x'"},
		{"a numbered entry", `local t = {} return t[1].x`, "attempt to index t[1], which is nil, with the key 'x'"},
		{"two in a line", `local a, b = { x = {} }, {} return a.x.y, b.x.y`, "attempt to index b.x, which is nil, with the key 'y'"},
		{"either of two", `local a, b = {}, {} return (a.x or b.x).y`, "attempt to index nil with the key 'y'"},
		{"behind a choice", `local a, c = {}, true local f = tostring f(a.x.y, c and 1 or 2)`, "attempt to index a.x, which is nil, with the key 'y'"},
		{"a function that is not there", `os.execute("ls")`, "attempt to call os.execute, which is no function"},
		{"the same in tail position", `return os.execute("ls")`, "attempt to call os.execute, which is no function"},
		{"with a choice among its arguments", `local c = true os.execute(c and 1 or 2, c)`, "attempt to call os.execute, which is no function"},
		{"a method that is not there", `local t = {} t:go(1)`, "attempt to call t:go, which is no function"},
		{"a sum", `local db = {} return 1 + db.gold`, "attempt to perform arithmetic on db.gold, which is nil"},
		{"a sum of tables", `local t = {} return t * 2`, "attempt to perform arithmetic on t, which is a table"},
		{"a sum of nothing that has a name", `return nil + 1`, "attempt to perform arithmetic on nil"},
		{"a comparison", `local db = {} if db.gold < 3 then return 1 end`, "attempt to compare db.gold (nil) with a number"},
		{"a joining", `local db = {} return "a" .. db.gold .. "b"`, "attempt to join db.gold, which is nil, by ..: strings and numbers can be joined"},
		{"an error of the script's own", `error("attempt to call a non-function object")`, "attempt to call a non-function object"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := newTest(t)
			if _, err := v.Call(function(t, v, tc.source), 0); err == nil || firstLine(err) != "test.lua:1: "+tc.want {
				t.Errorf("a call: got %v, want %s", err, tc.want)
			}
			if err := v.Start(function(t, v, tc.source)).Err; err == nil || firstLine(err) != "test.lua:1: "+tc.want {
				t.Errorf("a script that may wait: got %v, want %s", err, tc.want)
			}
			out, err := v.Call(function(t, v, "return pcall(function() "+tc.source+" end)"), 2)
			if err != nil || !strings.HasSuffix(out[1].String(), tc.want) {
				t.Errorf("in pcall: got %v, %v, want %s", out, err, tc.want)
			}
		})
	}
}

func TestARecursionWithoutEndHasAPlace(t *testing.T) {
	source := "local function f()\n  return 1 + f()\nend\nlocal y = f()"
	const want = "test.lua:2: the stack is full, more than 200 functions call one another: does one call itself without end?"
	v := newTest(t)
	_, called := v.Call(function(t, v, source), 0)
	for name, err := range map[string]error{"in a call": called, "in a script that may wait": v.Start(function(t, v, source)).Err} {
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(e.Traceback(), want+"\n  test.lua:2: in function 'f'\n  test.lua:4: in ") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	out, err := v.Call(function(t, v, "return pcall(function() "+source+" end)"), 2)
	if err != nil || out[1].String() != want {
		t.Errorf("in pcall: got %v, %v", out, err)
	}
}

func TestErrorTellsThePlaceOfItsLevel(t *testing.T) {
	source := "local function check(level)\n  error('wrong', level)\nend\nlocal function use(level)\n  check(level)\nend\nlocal level = ...\nuse(level)\n"
	for level, want := range []string{"wrong", "test.lua:2: wrong", "test.lua:5: wrong", "test.lua:8: wrong"} {
		v := newTest(t)
		if _, err := v.Call(function(t, v, source), 0, lua.LNumber(level)); err == nil || firstLine(err) != want {
			t.Errorf("level %d: got %v, want %s", level, err, want)
		}
	}
}
