package engine_test

import (
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// abuses are commands that make too much of the world, or reach for what is not
// theirs (promise P5): code, and a part of what its player, the superuser, is
// told. "" for what does no harm.
var abuses = []struct{ name, code, want string }{
	{"a million delays", `for i = 1, 1e6 do mud.delay(1000, "bed.lib.later.note", me, "x") end`, "changed too much"},
	{"a million delays that are caught", `while true do pcall(mud.delay, 1000, "bed.lib.later.note", me, "x") end`, "changed too much"},
	{"a million tickers", `for i = 1, 1e6 do mud.ticker.add(1, "bed.lib.later.note", { id = "t" .. i, me, "x" }) end`, "changed too much"},
	{"a million objects", `for i = 1, 1e6 do mud.create.object { key = "x" } end`, "changed too much"},
	{"a million attributes", `for i = 1, 1e6 do me.db["k" .. i] = i end`, "changed too much"},
	{"a million values of ndb", `for i = 1, 1e6 do me.ndb["k" .. i] = i end`, ""},
	{"a million tags", `for i = 1, 1e6 do me.tags:add("t" .. i) end`, "too"},
	{"a million aliases", `for i = 1, 1e6 do me.aliases:add("a" .. i) end`, "too"},
	{"a million commands", `for i = 1, 1e6 do me:execute_cmd("look") end`, "may lead to 100 others"},
	{"output without end", `while true do me:msg(("x"):rep(100000)) end`, "too"},
	{"output to all without end", `while true do mud.sessions:announce_all(("x"):rep(10000)) end`, "too"},
	{"a text filled with texts", `me:msg(("{a}"):rep(1000), { a = ("x"):rep(100000) })`, "1 MiB"},
	{"the log without end", `for i = 1, 1e4 do mud.log("line " .. i) print(i) end`, ""},

	{"a million monitors", `for i = 1, 1e6 do mud.monitor.add(me, "db.x" .. i, "bed.lib.later.note", { id = "t" .. i }) end`, "changed too much"},
	{"a million command sets", `for i = 1, 1e6 do me.cmdset:add("bed.extra") end`, "changed too much"},
	{"big attributes", `(function() local s = ("x"):rep(1000000) for i = 1, 1000 do me.db["k" .. i] = s end end)()`, "changed too much"},
	{"big attributes of many things", `(function() local s = ("x"):rep(1000000) for i = 1, 1000 do mud.create.object { key = "x", db = { a = s } } end end)()`, "changed too much"},
	{"big entries of a table", `(function() local s = ("x"):rep(1000000) me.db.x = {} for i = 1, 1000 do me.db.x[i] = s end end)()`, "changed too much"},
	{"many entries below a KiB", `(function() local s = ("x"):rep(1023) me.db.x = {} for i = 1, 49000 do me.db.x[i] = s end end)()`, "changed too much"},
	{"many inserted entries", `(function() local s = ("x"):rep(1023) me.db.x = {} for i = 1, 49000 do table.insert(me.db.x, s) end end)()`, "changed too much"},
	{"many attributes below a KiB", `(function() local s = ("x"):rep(1023) for i = 1, 40000 do mud.create.object { key = "x", db = { a = s } } end end)()`, "changed too much"},
	{"an entry again and again", `(function() me.db.x = {} for i = 1, 20000 do me.db.x.n = i me.db.x[1] = ("x"):rep(10) end return "done" end)()`, "done"},
	{"a table of big texts", `(function() local s, t = ("x"):rep(1000000), {} for i = 1, 1000 do t[i] = s end me.db.x = t end)()`, "more than 4 MiB of text"},
	{"a table that doubles", `(function() local t = { 1 } for i = 1, 30 do t = { t, t } end me.db.x = t end)()`, "more than 100000 entries"},
	{"a stored table that doubles", `(function() me.db.x = { 1 } for i = 1, 31 do me.db.x = { me.db.x, me.db.x } end end)()`, "more than 100000 entries"},
	{"a table of ndb that doubles", `(function() me.ndb.x = { 1 } for i = 1, 31 do me.ndb.x = { me.ndb.x, me.ndb.x } end end)()`, "more than 100000 entries"},
	{"arguments that double", `(function() local t = { 1 } for i = 1, 30 do t = { t, t } end mud.delay(1, "bed.lib.later.note", t, "x") end)()`, "more than 100000 entries"},
	{"data that doubles", `(function() local t = { 1 } for i = 1, 30 do t = { t, t } end session:msg { oob = { X = t } } end)()`, "more than 100000 entries"},
	{"much data", `(function() local s, o = ("x"):rep(1000000), {} for i = 1, 1000 do o["X" .. i] = { s } end session:msg { oob = o } end)()`, "more than 4 MiB of text"},
	{"a question of a megabyte", `cmd:ask(("x"):rep(1000000))`, "xxx"},
	{"a refusal of a megabyte", `mud.refuse(("x|r\n"):rep(200000))`, ""},
	{"an error of a megabyte", `error(("x|r\n"):rep(200000), 0)`, "x\nx"},
	{"an error that is a handle", `error(me)`, ""},
	{"an error that is a handle and is caught", `select(2, pcall(error, me)) == me`, "true"},
	{"a text that asks for itself", `(function() local function f() return mud.format("{a}", { a = f }) end return mud.format("{a}", { a = f }) end)()`, "nested more than 40 deep"},

	{"a deep table", `(function() local t = {} for i = 1, 1000 do t = { t } end me.db.x = t end)()`, "nested 32 deep"},
	{"a table of itself", `(function() local t = {} t.t = t me.db.x = t end)()`, "holds itself"},
	{"a wide table", `(function() local t = {} for i = 1, 100001 do t[i + 0.5] = i end me.db.x = t end)()`, "more than 100000 entries"},
	{"a deep table bit by bit", `(function() me.db.x = {} local t = me.db.x for i = 1, 1000 do t.t = {} t = t.t end end)()`, "nested 32 deep"},
	{"a function in db", `(function() me.db.x = function() end end)()`, "the name of a function"},
	{"a function in ndb", `(function() me.ndb.x = function() end end)()`, "the name of a function"},
	{"a coroutine in ndb", `(function() me.ndb.x = coroutine.create(function() end) end)()`, "the name of a function"},
	{"a function deep in ndb", `(function() me.ndb.x = { a = { b = function() end } } end)()`, "the name of a function"},

	{"changing mud", `(function() mud.find = nil end)()`, "cannot be changed"},
	{"changing a part of mud", `(function() mud.sessions.all = nil end)()`, "cannot be changed"},
	{"changing mud by force", `rawset(mud, "find", 1)`, "table expected"},
	{"the metatable of mud", `getmetatable(mud)`, "nil"},
	{"the metatable of a handle", `getmetatable(me)`, "nil"},
	{"a metatable for a handle", `setmetatable(me, {})`, "table expected"},
	{"the metatable of cmd", `getmetatable(cmd)`, "protected"},
	{"a metatable for cmd", `setmetatable(cmd, {})`, "protected"},
	{"the metatable of a definition", `getmetatable(require("core.typeclasses.thing"))`, "protected"},
	{"a metatable for a definition", `setmetatable(require("core.typeclasses.thing"), {})`, "protected"},
	{"a handle of somebody else's making", `me.msg({}, "x")`, ""},
	{"a method of another kind", `session.login(me, account)`, ""},
	{"a call of somebody else's making", `cmd.msg({ _call = me }, "x")`, "call it with a colon"},

	{"a lock of many brackets", `me.locks:add("edit:" .. ("("):rep(100000))`, ""},
	{"a lock of many words", `me.locks:add("edit:" .. ("not "):rep(100000) .. "all()")`, ""},
	{"a search for much", `me:search(("x"):rep(1000000))`, ""},
	{"a nick of many parts", `me.nicks:add(("$1 "):rep(10000), "look")`, ""},
	{"a lock of much", `me.locks:add("edit:" .. ("id(1) or "):rep(100000) .. "all()")`, ""},
	{"locks of many types", `for i = 1, 1e5 do assert(me.locks:add("e" .. i .. ":all()")) end`, "there may be 100 types"},
	{"a nick of many stars", `(function() me.nicks:add(("*a"):rep(20) .. "b", "look") me:execute_cmd(("a"):rep(8000)) end)()`, "There is no command"},
	{"functions in a text that never end", `#mud.format(("$conj("):rep(100000), {})`, ""},
	{"dollars in a text", `#mud.format(("$ "):rep(400000) .. "(", {})`, "800001"},
	{"markup of links", `#mud.plain(("|lcx|lt"):rep(100000))`, "->"},
	{"a list of much", `(function() local s, t = ("y"):rep(1000000), {} for i = 1, 60000 do t[i] = s end return mud.text.list(t) end)()`, "too much for one call"},
	{"a table of big cells", `(function() local s, rows = ("x "):rep(500000), {} for i = 1, 100 do rows[i] = { s, s } end return mud.text.table { rows = rows } end)()`, "too much for one call"},
	{"a table of many cells", `(function() local r, rows = {}, {} for i = 1, 1000 do r[i] = "x" rows[i] = r end return mud.text.table { rows = rows } end)()`, "too much for one call"},
	{"columns of many", `(function() local t = {} for i = 1, 30000 do t[i] = "x" end return #mud.text.columns(t, 1e9) end)()`, "->"},
	{"suggestions of much", `(function() local s, t = ("y"):rep(100000), {} for i = 1, 60000 do t[i] = s end return mud.text.suggest(s .. "x", t) end)()`, "too much for one call"},
	{"showing much", `(function() local s, t = ("x"):rep(1000000), {} for i = 1, 1000 do t[i] = s end return #mud.inspect(t) end)()`, "->"},
	{"laying out much", `#mud.text.wrap(("x "):rep(400000), 1)`, ""},
	{"code of many brackets", `mud.lua(("("):rep(100000), cmd)`, ""},

	{"files", `io.open("/etc/passwd")`, `there is no variable "io"`},
	{"processes", `os.execute("id")`, "attempt to call"},
	{"the environment", `os.getenv("HOME")`, "attempt to call"},
	{"the end of the process", `os.exit(1)`, "attempt to call"},
	{"other modules", `require("os")`, "there is no module"},
	{"files of the scripts", `dofile("core/lib/items.lua")`, `there is no variable "dofile"`},
	{"code at run time", `load("return 1")`, `there is no variable "load"`},
	{"locals of others", `debug.getupvalue(me.msg, 1)`, `there is no variable "debug"`},
	{"the environment of others", `getfenv(me.msg)`, `there is no variable "getfenv"`},
}

// TestAbuse has a superuser run each: it ends with the error that is wanted and
// no worse one, within call_time and 50 ms and call_memory and 32 MiB, nothing
// of it stays, and the next player is served.
func TestAbuse(t *testing.T) {
	const callTime, callMemory = 250 * time.Millisecond, 64 << 20
	s := open(t, stage.Options{Limits: engine.Limits{Changes: 3000, Objects: 5000, Timers: 2000}, CallTime: callTime})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	if err := s.Do(func(*engine.Engine) error { ann.Session().Account().SetSuperuser(true); return nil }); err != nil {
		t.Fatal(err)
	}
	objects := func() string { return bob.Type("try #mud.find_all {}") }
	before := objects()
	for _, a := range abuses {
		t.Run(a.name, func(t *testing.T) {
			var text string
			took, grown := cost(func() { text = ann.Type("try " + statement(a.code)) })
			for try := 0; try < 5 && took > callTime+50*time.Millisecond; try++ { // the machine may be busy with others
				again, _ := cost(func() { text = ann.Type("try " + statement(a.code)) })
				took = min(took, again)
			}
			if took > (callTime+50*time.Millisecond)*slower || grown > callMemory+32<<20 {
				t.Errorf("it took %v and %d MiB", took, grown>>20)
			}
			if !strings.Contains(text, a.want) || strings.Contains(text, "goroutine") {
				t.Errorf("told %.600q, want %q", text, a.want)
			}
			sees(t, bob.Type("say hello"), "hello")
			if after := objects(); after != before {
				t.Errorf("there were %s things, there are %s", before, after)
			}
			bob.Read()
		})
	}
}

// cost tells how long fn takes, and by how much the heap grows meanwhile.
func cost(fn func()) (took time.Duration, grown int64) {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	heap := func() int64 {
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64())
	}
	base, most, stop := heap(), int64(0), make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for {
			most = max(most, heap())
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	})
	start := time.Now()
	fn()
	took = time.Since(start)
	close(stop)
	watch.Wait()
	return took, most - base
}

// statement is code as `try` runs it, which takes one line.
func statement(code string) string {
	for _, begin := range []string{"for ", "while "} {
		if strings.HasPrefix(code, begin) {
			return "(function() " + code + " end)()"
		}
	}
	return code
}

// TestGrowthOverCalls: an attribute does not grow for ever, however little each
// call puts into it, over restarts neither.
func TestGrowthOverCalls(t *testing.T) {
	s := open(t, stage.Options{Limits: engine.Limits{Changes: 8000}})
	ann := join(t, s, "Ann")
	ann.Type("try (function() me.db.x = {} end)()")
	grow := func() string {
		return ann.Type(`try (function() me.db.x[#me.db.x + 1] = ("x"):rep(900000) return "grown" end)()`)
	}
	for range 5 {
		sees(t, grow(), "grown")
	}
	refused := "db.x: an attribute may have 4 MiB"
	grow()
	if faults := s.Engine.Faults(); len(faults) != 1 || !strings.Contains(faults[0].Error, refused) {
		t.Errorf("the faults are %v", faults)
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann = join(t, s, "Ann")
	grow()
	if faults := s.Engine.Faults(); len(faults) != 1 || !strings.Contains(faults[0].Error, refused) {
		t.Errorf("after a restart the faults are %v", faults)
	}
	sees(t, ann.Type(`try (function() table.remove(me.db.x) table.remove(me.db.x) return #me.db.x end)()`), "3")
	sees(t, grow(), "grown")
	ann.Type(`try (function() me.db.y = {} for i = 1, 7 do me.db.y[i] = ("x"):rep(900000) end end)()`)
	if faults := s.Engine.Faults(); len(faults) != 2 || !strings.Contains(faults[1].Error, "db.y: an attribute may have 4 MiB") {
		t.Errorf("after one call that does it all the faults are %v", faults)
	}
}

// TestLimitsOverCalls holds the bounds of what many calls may make together.
func TestLimitsOverCalls(t *testing.T) {
	s := open(t, stage.Options{Limits: engine.Limits{Changes: 1000, Objects: 100, Timers: 60}, Scripts: bed(t, generations)})
	ann := join(t, s, "Ann")
	make := func(code string) string { return ann.Type("try (function() " + code + " end)()") }
	sees(t, make(`for i = 1, 50 do mud.create.object { key = "x" } end`), "->")
	sees(t, make(`for i = 1, 50 do mud.create.object { key = "x" } end`), "Something went wrong")
	if n := len(s.Engine.Faults()); n != 1 || !strings.Contains(s.Engine.Faults()[0].Error, "[server] max_objects") {
		t.Errorf("the faults are %v", s.Engine.Faults())
	}
	for range 60 {
		ann.Type("stay")
	}
	sees(t, ann.Type("stay"), "Too many of your commands are not done yet")
	bob := join(t, s, "Bob")
	sees(t, bob.Type(`try (function() for i = 1, 30 do mud.delay(1000, "bed.lib.later.note", me, "x") end end)()`), "Something went wrong")
	s.Advance(5 * time.Second)
	if n := strings.Count(ann.Read(), "stayed"); n != 50 {
		t.Errorf("%d of 50 commands that slept have ended", n)
	}
	sees(t, bob.Type(`try (function() for i = 1, 30 do mud.delay(1000, "bed.lib.later.note", me, "x") end end)()`), "->")
}
