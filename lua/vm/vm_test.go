package vm

import (
	"errors"
	"strings"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// sleepFor is what the tests' waiting function waits for.
type sleepFor float64

func newTest(t *testing.T) *VM {
	t.Helper()
	v := New(Options{CallTime: 100 * time.Millisecond, CallMemory: 64 << 20})
	v.L.SetGlobal("sleep", v.Waiting(func(L *lua.LState) int { return Wait(L, sleepFor(L.CheckNumber(1))) }))
	v.L.SetGlobal("hook", v.L.NewFunction(func(L *lua.LState) int {
		out, err := v.Call(L.CheckFunction(1), 1)
		if err != nil {
			Raise(L, err)
		}
		L.Push(out[0])
		return 1
	}))
	v.Seal()
	return v
}

func function(t *testing.T, v *VM, source string) *lua.LFunction {
	t.Helper()
	proto, err := Compile([]byte(source), "test.lua")
	if err != nil {
		t.Fatal(err)
	}
	return v.Load(proto)
}

// text is what a script returned, as text.
func text(values []lua.LValue) string {
	parts := make([]string, len(values))
	for i, x := range values {
		parts[i] = x.String()
	}
	return strings.Join(parts, " ")
}

func TestWaits(t *testing.T) {
	for _, tc := range []struct{ name, source, want string }{
		{"plain", `local a = sleep(1); return a`, "woken"},
		{"in tail position", `return sleep(1)`, "woken"},
		{"in a function in tail position", `local function f() return sleep(1) end return f()`, "woken"},
		{"inside pcall", `local ok, a = pcall(function() return sleep(1) end) return ok, a`, "true woken"},
		{"inside pcall in pcall", `return pcall(pcall, function() return sleep(1) end)`, "true true woken"},
		{"inside xpcall that fails after it", `return xpcall(function() sleep(1) error("x", 0) end, function(e) return "handled " .. e end)`, "false handled x"},
		{"twice", `sleep(1) return sleep(2)`, "woken"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := newTest(t)
			r := v.Start(function(t, v, tc.source))
			for r.Err == nil && !r.Done {
				if _, ok := r.Wait.(sleepFor); !ok {
					t.Fatalf("it waits for %v", r.Wait)
				}
				r = r.Call.Resume(lua.LString("woken"))
			}
			if r.Err != nil || text(r.Values) != tc.want {
				t.Errorf("got %q, %v; want %q", text(r.Values), r.Err, tc.want)
			}
		})
	}
}

func TestWaitsInWrongPlaces(t *testing.T) {
	for _, tc := range []struct{ name, source string }{
		{"a hook", `hook(function() sleep(1) end)`},
		{"a sort", `table.sort({1, 2, 3}, function(a, b) sleep(1) return a < b end)`},
		{"a metamethod", `local t = setmetatable({}, {__index = function() return sleep(1) end}) return t.x`},
		{"an iterator", `for x in function() return sleep(1) end do end`},
		{"a coroutine of its own", `local co = coroutine.wrap(function() sleep(1) end) co()`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := newTest(t)
			r := v.Start(function(t, v, tc.source))
			if r.Err == nil || !strings.Contains(r.Err.Error(), "cannot wait here") {
				t.Fatalf("got %+v, want an error", r)
			}
			if out, err := v.Call(function(t, v, `return 1`), 1); err != nil || text(out) != "1" {
				t.Errorf("the VM is broken afterwards: %v, %v", out, err)
			}
		})
	}
}

func TestCoroutinesOfScripts(t *testing.T) {
	for _, tc := range []struct{ name, source, want string }{
		{"wrap", `local f = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end) return f(1), f(5)`, "2 10"},
		{"status", `local co = coroutine.create(function() coroutine.yield() end)
			local a = coroutine.status(co) coroutine.resume(co) coroutine.resume(co)
			return a, coroutine.status(co)`, "suspended dead"},
		{"an error in one", `local co = coroutine.create(function() error("oh", 0) end) return coroutine.resume(co)`, "false oh"},
		{"yield through pcall", `local f = coroutine.wrap(function() pcall(function() coroutine.yield(7) end) return 8 end) return f(), f()`, "7 8"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := newTest(t)
			r := v.Start(function(t, v, tc.source))
			if r.Err != nil || text(r.Values) != tc.want {
				t.Errorf("got %q, %v; want %q", text(r.Values), r.Err, tc.want)
			}
		})
	}
}

// TestAttacks runs what brings other servers down (P5): each is stopped by its
// bound, no script can catch the stop, and the VM goes on.
func TestAttacks(t *testing.T) {
	for _, tc := range []struct{ name, source string }{
		{"endless loop", `while true do end`},
		{"endless loop that catches errors", `while true do pcall(function() while true do end end) end`},
		{"pcall around pcall", `local function f() pcall(f) while true do end end f()`},
		{"a spinning error handler", `xpcall(error, function() while true do end end)`},
		{"a spinning coroutine", `coroutine.wrap(function() while true do end end)()`},
		{"endless recursion", `local function f() return 1 + f() end f()`},
		{"endless tail recursion", `local function f() return f() end f()`},
		{"recursion by __index", `local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x`},
		{"recursion by hooks", `local function f() hook(f) end f()`},
		{"a giant index", `local t = {} t[67108863] = 1 while true do end`},
		{"a growing table", `local t = {} for i = 1, 1e12 do t[i] = {i} end`},
		{"a doubling string", `local s = "x" while true do s = s .. s end`},
		{"coroutines without end", `local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end`},
		{"coroutines in coroutines", `local function f() coroutine.wrap(f)() end f()`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := newTest(t)
			start := time.Now()
			r := v.Start(function(t, v, tc.source))
			if r.Err == nil {
				t.Fatalf("nothing stopped it: %+v", r)
			}
			t.Logf("%v after %v", firstLine(r.Err), time.Since(start).Round(time.Millisecond))
			if out, err := v.Call(function(t, v, `return 1`), 1); err != nil || text(out) != "1" {
				t.Errorf("the VM is broken afterwards: %v, %v", out, err)
			}
		})
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func TestErrorsNameThePlace(t *testing.T) {
	source := "local function inner()\n  local x = nil\n  return x.y\nend\nlocal function outer()\n  inner()\nend\nouter()"
	check := func(t *testing.T, err error) {
		t.Helper()
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(e.Message, "test.lua:3:") {
			t.Fatalf("got %v", err)
		}
		var lines []int
		for _, f := range e.Frames {
			lines = append(lines, f.Line)
		}
		if len(lines) != 3 || lines[0] != 3 || lines[1] != 6 || lines[2] != 8 {
			t.Errorf("the traceback goes by lines %v, want 3, 6, 8:\n%s", lines, e.Traceback())
		}
	}
	t.Run("in a call", func(t *testing.T) {
		v := newTest(t)
		_, err := v.Call(function(t, v, source), 0)
		check(t, err)
	})
	t.Run("in a script that may wait", func(t *testing.T) {
		v := newTest(t)
		check(t, v.Start(function(t, v, source)).Err)
	})
}

func TestSandbox(t *testing.T) {
	for _, name := range []string{
		"io", "debug", "load", "loadstring", "dofile", "loadfile", "require", "module", "collectgarbage",
		"setfenv", "getfenv", "newproxy", "package", "_G", "channel",
	} {
		t.Run(name, func(t *testing.T) {
			v := newTest(t)
			_, err := v.Call(function(t, v, "return "+name), 1)
			if err == nil || !strings.Contains(err.Error(), "there is no variable") {
				t.Errorf("%s is there: %v", name, err)
			}
		})
	}
	for _, tc := range []struct{ name, source, want string }{
		{"a global cannot be set", `x = 1`, `"x" is not local`},
		{"a library cannot be changed", `string.upper = nil`, "cannot be changed"},
		{"the metatable of strings is closed", `return getmetatable("x")`, ""},
		{"os has no execute", `return os.execute`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := newTest(t)
			out, err := v.Call(function(t, v, tc.source), 1)
			if tc.want == "" && (err != nil || out[0] != lua.LNil) {
				t.Errorf("got %v, %v; want nil", out, err)
			}
			if tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("got %v; want %q", err, tc.want)
			}
		})
	}
}

func TestCompileErrors(t *testing.T) {
	for _, tc := range []struct {
		name, source, want string
		line               int
	}{
		{"syntax", "local x = 1\nlocal = 2", "near", 2},
		{"the end is missing", "if true then\n\n", "the file ends", 1},
		{"too nested", strings.Repeat("{", 2_000), "more than 200", 1},
		{"operators in a row", "return " + strings.Repeat("not ", 2_000) + "1", "more than 200", 1},
		{"too long", strings.Repeat("-- x\n", 60_000), "KiB", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Compile([]byte(tc.source), "bad.lua")
			var e *SyntaxError
			if !errors.As(err, &e) || e.Line != tc.line || !strings.Contains(e.Message, tc.want) {
				t.Errorf("got %#v; want line %d and %q", err, tc.line, tc.want)
			}
		})
	}
}
