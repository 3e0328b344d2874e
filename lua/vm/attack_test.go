package vm

import (
	"errors"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"
)

// attacks are what brings other servers down (promise P5), and what a script
// that means no harm does by mistake. Each is stopped by a bound or ends by
// itself; want is a part of what is told, "" for one that is harmless.
var attacks = []struct{ name, source, want string }{
	// Time.
	{"endless loop", `while true do end`, "took too long"},
	{"endless numeric for", `for i = 1, math.huge do end`, "took too long"},
	{"endless loop that catches errors", `while true do pcall(function() while true do end end) end`, "took too long"},
	{"pcall around pcall", `local function f() pcall(f) while true do end end f()`, "took too long"},
	{"errors without end", `while true do pcall(error, {}) end`, "took too long"},
	{"a spinning error handler", `xpcall(error, function() while true do end end)`, "took too long"},
	{"a spinning coroutine", `coroutine.wrap(function() while true do end end)()`, "took too long"},
	{"an error whose __tostring spins", `local e = setmetatable({}, { __tostring = function() while true do end end }) pcall(tostring, e) while true do end`, "took too long"},
	{"raising what cannot be shown", `error(setmetatable({}, { __tostring = function() while true do end end }))`, "an error that is a table"},
	{"a comparison that spins", `local mt = { __lt = function() while true do end end } return setmetatable({}, mt) < setmetatable({}, mt)`, "took too long"},
	{"a sort that lies", `local t = {} for i = 1, 20000 do t[i] = i end while true do table.sort(t, function() return true end) end`, "took too long"},
	{"inserting at the front", `local t = {} for i = 1, 60000 do t[i] = i end while true do table.insert(t, 1, 0) end`, "took too long"},
	{"joining again and again", `local t = {} for i = 1, 60000 do t[i] = "x" end while true do table.concat(t) end`, "took too long"},

	// The stack.
	{"endless recursion", `local function f() return 1 + f() end f()`, "stack"},
	{"endless tail recursion", `local function f() return f() end f()`, "took too long"},
	{"recursion by __index", `local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x`, "stack"},
	{"recursion by __newindex", `local t = setmetatable({}, {}) getmetatable(t).__newindex = function(t, k, v) t[k] = v end t.x = 1`, "stack"},
	{"a metatable of itself", `local t = {} t.__index = t setmetatable(t, t) return t.x`, "too many recursions"},
	{"recursion by __tostring", `local t t = setmetatable({}, { __tostring = function() return tostring(t) end }) return tostring(t)`, ""},
	{"recursion by __concat", `local t t = setmetatable({}, { __concat = function(a, b) return a .. b end }) return t .. t`, ""},
	{"recursion by hooks", `local function f() hook(f) end f()`, "nested more than 40 deep"},
	{"recursion by sort", `local function f() table.sort({ 1, 2 }, f) end f()`, "nested more than 40 deep"},
	{"recursion by gsub", `local function f() string.gsub("x", "x", f) end f()`, "nested more than 40 deep"},
	{"coroutines in coroutines", `local function f() coroutine.wrap(f)() end f()`, "nested more than 50 deep"},
	{"arguments without end", `local t = {} for i = 1, 60000 do t[i] = i end return select("#", unpack(t))`, "too many"},
	{"growing arguments", `local function f(...) return f(1, ...) end f()`, ""},

	// Memory.
	{"a growing table", `local t = {} for i = 1, 1e12 do t[i] = { i } end`, "took too much memory"},
	{"a growing set", `local t = {} for i = 1, 1e12 do t["k" .. i] = true end`, "took too"},
	{"a table that grows while it is walked", `local t = { a = 1 } for k in pairs(t) do t[k .. "x"] = 1 end while true do end`, "took too"},
	{"a giant index", `local t = {} t[67108863] = 1 while true do end`, "took too long"},
	{"many giant indices", `local t = {} for i = 1, 1e9 do t[67108863 - i] = { i } end`, "took too"},
	{"a doubling text", `local s = "x" while true do s = s .. s end`, "1 MiB"},
	{"a doubling text that is caught", `local t = {} while true do pcall(function() local s = "x" while true do s = s .. s t[#t + 1] = s end end) end`, "took too"},
	{"a long chain of texts", `local s = ("x"):rep(1000000) local t = s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s`, "1 MiB"},
	{"hoarding texts", `local t = {} for i = 1, 1e9 do t[i] = ("x"):rep(1000000 + i % 7) end`, "took too much memory"},
	{"hoarding joined texts", `local t, s = {}, ("x"):rep(500000) for i = 1, 1e9 do t[i] = table.concat({ s, s, i }) end`, "took too much memory"},
	{"hoarding replaced texts", `local t, s = {}, ("x"):rep(5000) for i = 1, 1e9 do t[i] = s:gsub("x", "yyyy") end`, "took too"},
	{"hoarding capitals", `local t, s = {}, ("x"):rep(900000) for i = 1, 1e9 do t[i] = s:upper() end`, "took too much memory"},
	{"hoarding words", `local t, s = {}, ("x "):rep(400000) for i = 1, 1e9 do t[i] = s:split() end`, "took too much memory"},
	{"hoarding functions", `local t = {} for i = 1, 1e9 do t[i] = function() return i end end`, "took too"},
	{"coroutines without end", `local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end`, "took too"},
	{"iterators without end", `local t = {} for i = 1, 1e9 do t[i] = ("x"):rep(100):gmatch(".") end`, "took too"},

	// The library.
	{"a giant rep", `return ("x"):rep(1e10)`, "1 MiB"},
	{"a rep of a rep", `return ("x"):rep(1000, ("y"):rep(1000000))`, "1 MiB"},
	{"a negative rep", `return ("x"):rep(-1e18)`, ""},
	{"a wide format", `return string.format("%99999999d", 1)`, "does not understand"},
	{"many wide formats", `return string.format(("%99d"):rep(200000), 1)`, ""},
	{"a format of much", `local s = ("x"):rep(1000000) return string.format("%s%s%q", s, s, s)`, "1 MiB"},
	{"bytes of much", `return string.byte(("x"):rep(1000000), 1, -1)`, "255"},
	{"a catastrophic pattern", `return (("a"):rep(40)):find(("a?"):rep(40) .. ("a"):rep(40))`, ""},
	{"a pattern of many stars", `return (("a"):rep(3000)):find((".*"):rep(15) .. "b")`, ""},
	{"a quadratic pattern", `return (("a"):rep(900000)):find(".*b")`, ""},
	{"a quadratic match", `for w in (("a"):rep(900000)):gmatch(".-b") do end`, ""},
	{"balanced brackets", `return (("("):rep(900000)):find("%b()")`, ""},
	{"a back reference", `return (("a"):rep(3000)):find("(.*)(.*)(.*)%1%2%3b")`, ""},
	{"patterns again and again", `while true do pcall(string.find, ("a"):rep(40), ("a?"):rep(40) .. ("a"):rep(40)) end`, "took too long"},
	{"a big gsub", `return #(("x"):rep(200000)):gsub("x", "yy")`, ""},
	{"a gsub that grows", `local s = "x" for i = 1, 30 do s = s:gsub(".", "%0%0%0%0") end`, "1 MiB"},
	{"numbers of many digits", `return tonumber(("9"):rep(1000000))`, ""},
	{"a date of many parts", `return #os.date(("%c"):rep(500000))`, ""},
}

// The bounds of the VMs under attack, and by how much they may be missed.
const (
	attackTime   = 100 * time.Millisecond
	attackMemory = 32 << 20
	lateBy       = 50 * time.Millisecond
	moreBy       = 32 << 20
)

// TestAttacks holds that each attack ends within call_time and 50 ms, and takes
// no more than call_memory and 32 MiB; that no script can catch the stop; and
// that the VM goes on. Time is that of the thread: a busy machine is no fault.
func TestAttacks(t *testing.T) {
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			v := newTestVM(t, Options{CallTime: attackTime, CallMemory: attackMemory})
			fn := function(t, v, a.source)
			took, grown := measured(func() {
				r := v.Start(fn)
				if a.want != "" && (r.Err == nil || !strings.Contains(r.Err.Error(), a.want)) {
					t.Errorf("got %v, want %q", r.Err, a.want)
				}
				var e *Error
				if errors.As(r.Err, &e) && e.GoStack != "" && !strings.Contains(r.Err.Error(), "stack") {
					t.Errorf("our own code failed: %s\n%s", e.Message, e.GoStack)
				}
			})
			t.Logf("%v, %d MiB", took.Round(time.Millisecond), grown>>20)
			if took > attackTime+lateBy {
				t.Errorf("it took %v", took)
			}
			if grown > attackMemory+moreBy {
				t.Errorf("it took %d MiB", grown>>20)
			}
			if out, err := v.Call(function(t, v, `return 1`), 1); err != nil || text(out) != "1" {
				t.Errorf("the VM is broken afterwards: %v, %v", out, err)
			}
		})
	}
}

// measured runs fn and tells the CPU time of its thread and by how much the
// heap grew at most.
func measured(fn func()) (took time.Duration, grown int64) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	runtime.GC()
	sample := []metrics.Sample{{Name: heapMetric}}
	heap := func() int64 {
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64())
	}
	base, most := heap(), int64(0)
	stop := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(200 * time.Microsecond):
				most = max(most, heap())
			}
		}
	})
	clock := cpuClock()
	start := cpuTime(clock)
	fn()
	took = cpuTime(clock) - start
	close(stop)
	watch.Wait()
	return took, max(most, heap()) - base
}
