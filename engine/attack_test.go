package engine_test

import (
	"strings"
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
// no worse one, nothing of it stays, and the next player is served.
func TestAbuse(t *testing.T) {
	s := open(t, stage.Options{Limits: engine.Limits{Changes: 3000, Objects: 5000, Timers: 2000}, CallTime: 250 * time.Millisecond})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	if err := s.Do(func(*engine.Engine) error { ann.Session().Account().SetSuperuser(true); return nil }); err != nil {
		t.Fatal(err)
	}
	objects := func() string { return bob.Type("try #mud.find_all {}") }
	before := objects()
	for _, a := range abuses {
		t.Run(a.name, func(t *testing.T) {
			text := ann.Type("try " + statement(a.code))
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

// statement is code as `try` runs it, which takes one line.
func statement(code string) string {
	for _, begin := range []string{"for ", "while "} {
		if strings.HasPrefix(code, begin) {
			return "(function() " + code + " end)()"
		}
	}
	return code
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
