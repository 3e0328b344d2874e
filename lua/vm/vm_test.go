package vm

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// sleepFor is what the tests' waiting function waits for.
type sleepFor float64

func newTest(t *testing.T) *VM {
	t.Helper()
	return newTestVM(t, Options{CallTime: 100 * time.Millisecond, CallMemory: 64 << 20})
}

func newTestVM(t *testing.T, o Options) *VM {
	t.Helper()
	v := New(o)
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
		{"inside the handler of an xpcall", `return xpcall(error, function() return sleep(1) end)`, "false woken"},
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
		{"a gsub", `return (("x"):gsub("x", function() return sleep(1) end))`},
		{"a comparison", `local mt = { __lt = function() return sleep(1) end } return setmetatable({}, mt) < setmetatable({}, mt)`},
		{"an addition", `local t = setmetatable({}, { __add = function() return sleep(1) end }) return t + 1`},
		{"a joining", `local t = setmetatable({}, { __concat = function() return sleep(1) end }) return t .. "x"`},
		{"a text", `return tostring(setmetatable({}, { __tostring = function() return sleep(1) end }))`},
		{"a store", `local t = setmetatable({}, { __newindex = function() sleep(1) end }) t.x = 1`},
		{"a hook in a pcall", `local ok, e = pcall(hook, function() sleep(1) end) error(e, 0)`},
		{"a handler of errors in a sort", `table.sort({ 2, 1 }, function() local _, e = xpcall(error, function() sleep(1) end) error(e, 0) end)`},
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

// TestYieldsInWrongPlaces: a yield that nobody can take is an error, and the VM
// goes on.
func TestYieldsInWrongPlaces(t *testing.T) {
	for _, tc := range []struct{ name, source string }{
		{"the script itself", `coroutine.yield(1)`},
		{"the script in a pcall", `pcall(coroutine.yield, 1)`},
		{"a hook", `hook(function() coroutine.yield(1) end)`},
		{"a sort", `coroutine.wrap(function() table.sort({ 2, 1, 3 }, function() coroutine.yield(1) return true end) end)()`},
		{"a gsub", `coroutine.wrap(function() return (("x"):gsub("x", function() coroutine.yield(1) end)) end)()`},
		{"a metamethod", `coroutine.wrap(function() return setmetatable({}, { __index = function() coroutine.yield(1) end }).x end)()`},
		{"an iterator", `coroutine.wrap(function() for x in function() coroutine.yield(1) return nil end do end end)()`},
		{"resuming itself", `local co co = coroutine.create(function() assert(coroutine.resume(co)) end) assert(coroutine.resume(co))`},
		{"resuming who resumed it", `local a a = coroutine.create(function() local b = coroutine.create(function() assert(coroutine.resume(a)) end) assert(coroutine.resume(b)) end) assert(coroutine.resume(a))`},
		{"resuming the dead", `local co = coroutine.create(function() end) coroutine.resume(co) assert(coroutine.resume(co))`},
		{"resuming the script itself", `assert(coroutine.resume(coroutine.running()))`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := newTest(t)
			r := v.Start(function(t, v, tc.source))
			if r.Err == nil {
				t.Errorf("nothing was wrong with it: %+v", r)
			}
			var e *Error
			if errors.As(r.Err, &e) && e.GoStack != "" {
				t.Errorf("our own code failed: %s\n%s", e.Message, e.GoStack)
			}
			if out, err := v.Call(function(t, v, `return 1`), 1); err != nil || text(out) != "1" {
				t.Errorf("the VM is broken afterwards: %v, %v", out, err)
			}
		})
	}
}

// TestAWaitIsNobodyElses: what a script keeps of its coroutines does not let
// another one go on in its place.
func TestAWaitIsNobodyElses(t *testing.T) {
	v := newTest(t)
	v.L.G.Global.RawSetString("kept", v.L.NewTable())
	first := v.Start(function(t, v, `kept.me = coroutine.running() pcall(function() kept.inner = coroutine.running() sleep(1) end) return "mine"`))
	if first.Err != nil || first.Call == nil {
		t.Fatalf("got %+v", first)
	}
	second := v.Start(function(t, v, `return tostring(kept.me) .. tostring(kept.inner)`))
	if text(second.Values) != "nilnil" {
		t.Errorf("another script has %s, %v", text(second.Values), second.Err)
	}
	if last := first.Call.Resume(); text(last.Values) != "mine" {
		t.Errorf("it ended with %v, %v", last.Values, last.Err)
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

// TestErrorsInErrors: what fails while an error is handled or shown is an error
// as any other, and is caught like one.
func TestErrorsInErrors(t *testing.T) {
	for _, tc := range []struct{ name, source, want string }{
		{"a handler that fails", `return xpcall(error, function() error("worse", 0) end)`, "false worse"},
		{"a handler that is error", `return xpcall(error, error, "oh")`, "false oh"},
		{"a handler that is none", `return xpcall(error, 7, "oh")`, "false attempt to call a number value"},
		{"a text that fails", `local e = setmetatable({}, { __tostring = function() error("no text", 0) end })
			local ok, got = pcall(error, e) return got == e, pcall(tostring, e)`, "true false no text"},
		{"a handler that handles itself", `local function h(e) return xpcall(error, h, e) end return (xpcall(error, h, 1))`, "false"},
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

// TestStopInTheLastCall: what a library function returns of a call that was
// stopped is never taken for its result.
func TestStopInTheLastCall(t *testing.T) {
	for name, run := range map[string]func(v *VM, fn *lua.LFunction) error{
		"in a call":                 func(v *VM, fn *lua.LFunction) error { _, err := v.Call(fn, 1); return err },
		"in a script that may wait": func(v *VM, fn *lua.LFunction) error { return v.Start(fn).Err },
	} {
		t.Run(name, func(t *testing.T) {
			v := New(Options{})
			v.L.SetGlobal("stops", v.L.NewFunction(func(L *lua.LState) int {
				v.Stop(Changes)
				L.Push(lua.LString("half"))
				return 1
			}))
			err := run(v, function(t, v, `return stops()`))
			var e *Error
			if !errors.As(err, &e) || e.Kind != Changes {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestLongLists: a list that a call can make in its time is one, and nothing
// is lost of one that would be longer than # can count.
func TestLongLists(t *testing.T) {
	v := newTestVM(t, Options{CallTime: time.Second, CallMemory: 64 << 20})
	r := v.Start(function(t, v, `local t, ok, e = {}
		for i = 1, 200000 do t[#t + 1] = i end
		local first = #t
		for i = #t + 1, 262143 do table.insert(t, i) end
		ok, e = pcall(table.insert, t, "one more")
		return first, #t, t[#t], e`))
	if want := "200000 262143 262143 table.insert: a list may have 262143 elements, and this one has them"; r.Err != nil || text(r.Values) != want {
		t.Errorf("got %q, %v; want %q", text(r.Values), r.Err, want)
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

// TestWhatIsThere holds the whole list of what scripts find: what is not in it
// is not there.
func TestWhatIsThere(t *testing.T) {
	v := New(Options{})
	libraries := map[string]string{
		"coroutine": "create resume running status wrap yield",
		"math":      "abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 max min mod modf pi pow rad random sin sinh sqrt tan tanh tointeger",
		"os":        "clock date time",
		"string":    "byte char ends_with find format gmatch gsub len lower match rep reverse split starts_with sub trim upper",
		"table":     "concat insert keys maxn pack remove sort unpack",
	}
	globals := ".. _G _GOPHER_LUA_VERSION _VERSION assert coroutine error getmetatable ipairs math next os pairs pcall print rawequal rawget rawlen rawset select setmetatable string table tonumber tostring type unpack xpcall"
	if got := keysOf(v.L.G.Global); got != globals {
		t.Errorf("the globals are\n%s, want\n%s", got, globals)
	}
	for name, want := range libraries {
		if got := keysOf(v.L.GetGlobal(name).(*lua.LTable)); got != want {
			t.Errorf("%s has\n%s, want\n%s", name, got, want)
		}
	}
}

func keysOf(t *lua.LTable) string {
	var names []string
	t.ForEach(func(k, _ lua.LValue) { names = append(names, k.String()) })
	slices.Sort(names)
	return strings.Join(names, " ")
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
		{"nor past its metatable", `rawset(string, "upper", 1)`, "cannot be changed"},
		{"nor as a list", `table.insert(string, 1)`, "cannot be changed"},
		{"nor by sorting", `table.sort(string)`, ""},
		{"nor its metatable", `setmetatable(string, {})`, "protected"},
		{"texts have no fields of a script", `local s = "x" s.y = 1`, "index"},
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
