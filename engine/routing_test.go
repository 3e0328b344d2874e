package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/session"
)

// routes are the commands of the bed that say "routed" in a way of its own
// each.
var routes = map[string]string{
	"commands/r/answer.lua":  route("answer", `cmd:msg("routed")`),
	"commands/r/waiting.lua": route("waiting", `mud.sleep(5); cmd:msg("routed")`),
	"commands/r/asking.lua":  route("asking", `cmd:ask("routed")`),
	"commands/r/asked.lua":   route("asked", `cmd:ask("well?"); cmd:msg("routed")`),
	"commands/r/refused.lua": route("refused", `cmd:msg("undone"); mud.refuse("routed")`),
	"commands/r/poke.lua":    route("poke", `cmd.caller.location:search("rowan"):msg("routed")`),
	"commands/r/tell.lua":    route("tell", `mud.find_all({ typeclass = "core.character", key = "rowan" })[1]:execute_cmd("answer")`),
	"commands/r/nested.lua":  route("nested", `cmd.caller:execute_cmd("answer")`),
	"lib/timer.lua": `local timer = {}
function timer.tell(who) who:msg("routed") end
function timer.room(who) who.location:msg_contents("routed") end
function timer.force(who) who:execute_cmd("answer") end
return timer
`,
	"plugin.toml": "name = \"bed\"\nversion = \"0.1\"\ndescription = \"for tests\"\n[add]\n\"core.account\" = [\"t.try\", \"t.fail\", \"t.deny\", " +
		"\"r.answer\", \"r.waiting\", \"r.asking\", \"r.asked\", \"r.refused\", \"r.poke\", \"r.tell\", \"r.nested\"]\n",
}

func route(key, code string) string {
	return "local mud = require(\"mud\")\nreturn mud.command { key = \"" + key + "\", run = function(cmd) " + code + " end }\n"
}

// layouts are who is there in each mode. "a1" to "a4" are sessions of Ann's
// account and play the character behind the colon, or none; "b" is Bob's; "s"
// has not logged in. All characters stand in the same room.
var layouts = []struct {
	name   string
	rules  session.Rules
	actors []string
}{
	{"mode 0", session.Modes[0], []string{"a1:rowan", "b:bramble", "s"}},
	{"mode 1", session.Modes[1], []string{"a1:rowan", "a2:rowan", "a3", "b:bramble", "s"}},
	{"mode 1, reply_to_all = false", newerMode1(), []string{"a1:rowan", "a2:rowan", "a3", "b:bramble", "s"}},
	{"mode 2", twoPuppets(2), []string{"a1:rowan", "a2:sorrel", "a3", "b:bramble", "s"}},
	{"mode 3", twoPuppets(3), []string{"a1:rowan", "a2:rowan", "a3", "a4:sorrel", "b:bramble", "s"}},
}

func newerMode1() session.Rules {
	r := session.Modes[1]
	r.ReplyToAll = false
	return r
}

func twoPuppets(mode int) session.Rules {
	r := session.Modes[mode]
	r.MaxPuppets = 2
	return r
}

// routing is the table of who hears what: a column for each layout, in its
// order. a1 does it, unless the row says otherwise.
var routing = []struct {
	name string
	do   func(w *house)
	want [5]string
}{
	{"an answer", types("a1", "answer"), [5]string{"a1", "a1 a2 a3", "a1", "a1", "a1"}},
	{"an answer to who is out of character", types("a3", "answer"), [5]string{"", "a1 a2 a3", "a3", "a3", "a3"}},
	{"an answer after a wait", after(types("a1", "waiting"), 5), [5]string{"a1", "a1 a2 a3", "a1", "a1", "a1"}},
	{"an answer after a wait, out of character meanwhile", after(both(types("a1", "waiting"), types("a1", "ooc")), 5), [5]string{"a1", "a1 a2 a3", "a1", "a1", "a1"}},
	{"an answer after a wait, the session gone", after(both(types("a1", "waiting"), hangsUp("a1")), 5), [5]string{"", "", "", "", ""}},
	{"an answer after a question", both(types("a1", "asked"), types("a1", "yes")), [5]string{"a1", "a1 a2 a3", "a1", "a1", "a1"}},
	{"a question", types("a1", "asking"), [5]string{"a1", "a1", "a1", "a1", "a1"}},
	{"a refusal", types("a1", "refused"), [5]string{"a1", "a1", "a1", "a1", "a1"}},
	{"an answer to sessions that are named", types("a1", "try cmd:msg('routed', { session = account.sessions:all() })"), [5]string{"a1", "a1 a2 a3", "a1 a2 a3", "a1 a2 a3", "a1 a2 a3 a4"}},
	{"an answer from a command that the command runs", types("a1", "nested"), [5]string{"a1", "a1 a2 a3", "a1", "a1", "a1"}},
	{"an answer to a puppet that somebody else makes act", types("b", "tell"), [5]string{"a1", "a1 a2", "a1 a2", "a1", "a1 a2"}},
	{"an answer to a puppet that a timer makes act", after(types("a1", "try mud.delay(5, 'bed.lib.timer.force', me)"), 5), [5]string{"a1", "a1 a2", "a1 a2", "a1", "a1 a2"}},
	{"text to the puppet", types("a1", "try me:msg('routed')"), [5]string{"a1", "a1 a2", "a1 a2", "a1", "a1 a2"}},
	{"text to the puppet from somebody else's command", types("b", "poke"), [5]string{"a1", "a1 a2", "a1 a2", "a1", "a1 a2"}},
	{"text to the puppet from a timer", after(types("a1", "try mud.delay(5, 'bed.lib.timer.tell', me)"), 5), [5]string{"a1", "a1 a2", "a1 a2", "a1", "a1 a2"}},
	{"text to the puppet, one session named", types("a1", "try me:msg('routed', { session = session })"), [5]string{"a1", "a1", "a1", "a1", "a1"}},
	{"text to the account", types("a1", "try account:msg('routed')"), [5]string{"a1", "a1 a2 a3", "a1 a2 a3", "a1 a2 a3", "a1 a2 a3 a4"}},
	{"text to the account from a timer", after(types("a1", "try mud.delay(5, 'bed.lib.timer.tell', account)"), 5), [5]string{"a1", "a1 a2 a3", "a1 a2 a3", "a1 a2 a3", "a1 a2 a3 a4"}},
	{"text to the account, one session named", types("a1", "try account:msg('routed', { session = session })"), [5]string{"a1", "a1", "a1", "a1", "a1"}},
	{"text to the account, a list named", types("a1", "try account:msg('routed', { session = { account.sessions:all()[1] } })"), [5]string{"a1", "a1", "a1", "a1", "a1"}},
	{"text to one session", types("a1", "try session:msg('routed')"), [5]string{"a1", "a1", "a1", "a1", "a1"}},
	{"text to the room", types("a1", "try here:msg_contents('routed')"), [5]string{"a1 b", "a1 a2 b", "a1 a2 b", "a1 a2 b", "a1 a2 a4 b"}},
	{"text to the room but the puppet", types("a1", "try here:msg_contents('routed', { exclude = me })"), [5]string{"b", "b", "b", "a2 b", "a4 b"}},
	{"text to the room from a timer", after(types("a1", "try mud.delay(5, 'bed.lib.timer.room', me)"), 5), [5]string{"a1 b", "a1 a2 b", "a1 a2 b", "a1 a2 b", "a1 a2 a4 b"}},
	{"text to a session that has ended", func(w *house) {
		gone := w.actors["a1"].Session()
		hangsUp("a1")(w)
		if err := w.stage.Do(func(e *engine.Engine) error { e.Sessions.Tell(gone, "routed"); return nil }); err != nil {
			w.t.Fatal(err)
		}
	}, [5]string{"", "", "", "", ""}},
	{"text to everybody", types("a1", "try mud.sessions:announce_all('routed')"), [5]string{"a1 b s", "a1 a2 a3 b s", "a1 a2 a3 b s", "a1 a2 a3 b s", "a1 a2 a3 a4 b s"}},
}

// house is a stage laid out for one cell of the table.
type house struct {
	t      *testing.T
	stage  *stage.Stage
	actors map[string]*stage.Actor
	heard  map[string]string
}

func types(who, line string) func(w *house) {
	return func(w *house) {
		if a := w.actors[who]; a != nil {
			w.heard[who] += a.Type(line)
		}
	}
}

func both(one, two func(w *house)) func(w *house) { return func(w *house) { one(w); two(w) } }

func after(first func(w *house), seconds int) func(w *house) {
	return func(w *house) {
		first(w)
		w.stage.Advance(time.Duration(seconds) * time.Second)
	}
}

func hangsUp(who string) func(w *house) { return func(w *house) { w.actors[who].HangUp() } }

// TestRouting holds every cell of the routing table (spec group 4): row 20 of
// the users' pains, and that a command without a session answers its caller.
func TestRouting(t *testing.T) {
	scripts := bed(t, routes)
	for column, layout := range layouts {
		t.Run(layout.name, func(t *testing.T) {
			t.Parallel()
			w := lay(t, scripts, layout.rules)
			for _, row := range routing {
				t.Run(row.name, func(t *testing.T) {
					w.t = t
					w.enter(layout.actors)
					row.do(w)
					if got := w.hearers(); got != row.want[column] {
						t.Errorf("heard by %q, want %q", got, row.want[column])
					}
					if faults := w.stage.Engine.Faults(); len(faults) > 0 {
						t.Errorf("a script failed: %v", faults)
					}
					for _, a := range w.actors {
						a.HangUp()
					}
				})
			}
		})
	}
}

// hearers are those who heard it.
func (w *house) hearers() string {
	var out []string
	for name, a := range w.actors {
		if strings.Contains(w.heard[name]+a.Read(), "routed") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// lay makes a stage where Ann and Bob have their characters. How these came to
// be, and how many an account may have, is of no concern here.
func lay(t *testing.T, scripts string, rules session.Rules) *house {
	t.Helper()
	rules.AutoCreate, rules.AutoPuppet, rules.MaxCharacters = false, false, 5
	w := &house{t: t, stage: open(t, stage.Options{Scripts: scripts, Rules: &rules})}
	for owner, names := range map[string][]string{"Ann": {"rowan", "sorrel"}, "Bob": {"bramble"}} {
		a := join(t, w.stage, owner)
		for _, name := range names {
			sees(t, a.Type("charcreate "+name), "You made")
		}
		a.HangUp()
	}
	return w
}

// enter brings the actors in.
func (w *house) enter(actors []string) {
	w.t.Helper()
	w.actors, w.heard = map[string]*stage.Actor{}, map[string]string{}
	for _, who := range actors {
		name, character, plays := strings.Cut(who, ":")
		if name == "s" {
			w.actors[name] = w.stage.Connect()
			continue
		}
		a := join(w.t, w.stage, map[byte]string{'a': "Ann", 'b': "Bob"}[name[0]])
		if w.actors[name] = a; plays {
			sees(w.t, a.Type("ic "+character), "You become "+character)
		}
	}
	for _, a := range w.actors {
		a.Read()
	}
}

// TestLocksOfWhoTyped holds that locks are judged by the session that typed,
// not by another one of the account (row 19 of the users' pains).
func TestLocksOfWhoTyped(t *testing.T) {
	scripts := bed(t, map[string]string{
		"plugin.toml":           "name = \"bed\"\nversion = \"0.1\"\ndescription = \"for tests\"\n[add]\n\"core.account\" = [\"t.try\", \"r.knight\", \"r.ooc\"]\n",
		"commands/r/knight.lua": "local mud = require(\"mud\")\nreturn mud.command { key = \"joust\", locks = \"cmd:tag(knight)\", run = function(cmd) cmd:msg(\"routed\") end }\n",
		"commands/r/ooc.lua":    "local mud = require(\"mud\")\nreturn mud.command { key = \"rest\", locks = \"cmd:is_ooc()\", run = function(cmd) cmd:msg(\"routed\") end }\n",
	})
	w := lay(t, scripts, twoPuppets(3))
	w.enter([]string{"a1:rowan", "a2:sorrel", "a3", "a4:rowan"})
	w.actors["a1"].Type("try me.tags:add('knight')")
	for line, want := range map[string]string{"joust": "a1 a4", "rest": "a3"} {
		var may []string
		for name, a := range w.actors {
			if strings.Contains(a.Type(line), "routed") {
				may = append(may, name)
			}
		}
		slices.Sort(may)
		if got := strings.Join(may, " "); got != want {
			t.Errorf("%s is there for %q, want %q", line, got, want)
		}
	}
	for name, want := range map[string]string{"a1": "-> true", "a2": "-> false", "a3": "-> false"} {
		sees(t, w.actors[name].Type("try mud.find('rowan'):access(session, 'none', false) or session.puppet ~= nil and session.puppet.tags:has('knight')"), want)
	}
}
