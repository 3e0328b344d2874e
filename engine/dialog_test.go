package engine_test

import (
	"maps"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/object"
)

// stall is a menu with most of what a menu can have.
const stall = `local mud = require("mud")
return mud.menu {
  key = "stall",
  start = "greet",
  at_close = function(cmd, data) cmd:msg("Bye after " .. data.bought .. ".") end,
  nodes = {
    greet = {
      text = function(cmd, data) return "A stall. You have bought " .. data.bought .. "." end,
      help = "Fruit for gold.",
      options = {
        { key = { "buy", "b" }, desc = "Buy an apple", run = function(cmd, data)
          mud.refuse_if(data.bought >= 2, "You cannot carry more.")
          data.bought = data.bought + 1
          cmd.caller.db.apples = data.bought
        end },
        { desc = "Haggle", to = "haggle" },
        { key = "break", to = function() error("on purpose") end },
        { key = "nowhere", to = function() return "gone" end },
        { key = "leave", to = false },
      },
    },
    haggle = {
      text = "Name your price.",
      options = {},
      default = { to = function(cmd, data, line)
        local n = tonumber(line)
        mud.refuse_if(not n, "A number, please.")
        if not cmd:yes_no("Really?") then return "haggle" end
        data.price = n
        return "done"
      end },
    },
    done = { text = function(cmd, data) return "Sold for " .. data.price .. "." end },
  },
}`

var dialogs = map[string]string{
	"plugin.toml":     testbed["plugin.toml"] + "\"core.character\" = [\"w.shop\", \"w.count\", \"w.hook\"]\n",
	"menus/stall.lua": stall,
	"commands/w/shop.lua": `local mud = require("mud")
return mud.command { key = "shop", run = function(cmd)
  local data = cmd:menu("bed.stall", { bought = 0 })
  cmd:msg("{n} in the bag", { n = data.bought })
  mud.refuse_if(cmd.argstr == "not", "After all: no.")
end }`,
	"commands/w/count.lua": `local mud = require("mud")
return mud.command { key = "count", run = function(cmd)
  local state = cmd:dialog("bed.lib.count.turn", { n = 0 })
  cmd:msg("counted " .. state.n)
end }`,
	"lib/count.lua": `local count = {}
function count.turn(cmd, state, line)
  if line == "stop" then return end
  if line then state.n = state.n + 1 end
  return "count " .. state.n .. "> "
end
return count`,
	"commands/w/hook.lua": `local mud = require("mud")
return mud.command { key = "hook", run = function(cmd)
  cmd.session:menu("bed.stall", { bought = 7 })
  cmd:msg("opened")
end }`,
}

func player(t *testing.T, files map[string]string) (*stage.Stage, *stage.Actor, string) {
	t.Helper()
	scripts := bed(t, files)
	s := open(t, stage.Options{Scripts: scripts})
	return s, join(t, s, "Ann"), scripts
}

func TestMenu(t *testing.T) {
	_, ann, _ := player(t, dialogs)
	for _, step := range []struct{ line, want string }{
		{"shop", "A stall. You have bought 0.\n\n  buy  Buy an apple\n  2  Haggle\n  break\n  nowhere\n  leave\n> "},
		{"b", "A stall. You have bought 1."},
		{"?", "Fruit for gold."},
		{"LOOK", "A stall. You have bought 1."},
		{"", "A stall. You have bought 1."},
		{"sing", "You can choose: buy, 2, break, nowhere, leave, look, help, quit."},
		{"idle", ""},
		{"buy", "A stall. You have bought 2."},
		{"buy", "You cannot carry more.\n> "}, // a refusal asks again
		{"2", "Name your price."},
		{"much", "A number, please.\n> "},
		{"5", "Really? Y/N"},
		{"no", "Name your price."},
		{"6", "Really? Y/N"},
		{"y", "Sold for 6.\nBye after 2.\n2 in the bag"},
		{"say hello", `You say, "hello"`},
		{"shop not", "A stall. You have bought 0."},
		{"quit", "Bye after 0.\n0 in the bag\nAfter all: no."[:12]},
		{"say hello", `You say, "hello"`},
		{"hook", "opened\nA stall. You have bought 7."},
		{"leave", "Bye after 7."},
	} {
		sees(t, ann.Type(step.line), step.want)
	}
}

// TestMenuFault holds that a fault ends a menu, and what it did is undone.
func TestMenuFault(t *testing.T) {
	for _, line := range []string{"break", "nowhere"} {
		_, ann, _ := player(t, dialogs)
		ann.Type("shop")
		ann.Type("buy")
		sees(t, ann.Type(line), "Something went wrong")
		sees(t, ann.Type("say still here"), "You say")
	}
}

// TestMenuOverReload is row 5 of the table of user pain: a menu that is open at
// a reload goes on at the same node with the new text, and the command that
// opened it goes on after it.
func TestMenuOverReload(t *testing.T) {
	s, ann, scripts := player(t, dialogs)
	ann.Type("shop")
	ann.Type("buy")
	write(t, scripts+"/bed/menus/stall.lua", strings.Replace(stall, "A stall.", "A booth.", 1))
	if report, err := s.Reload(); err != nil {
		t.Fatal(report)
	}
	sees(t, ann.Type("look"), "A booth. You have bought 1.")
	sees(t, ann.Type("leave"), "1 in the bag")

	ann.Type("shop")
	write(t, scripts+"/bed/menus/stall.lua", strings.ReplaceAll(stall, "greet", "hail"))
	if report, err := s.Reload(); err != nil {
		t.Fatal(report)
	}
	sees(t, ann.Type("buy"), "where you were in it is gone. It has ended.")
	sees(t, ann.Type("say free"), "You say")
}

// TestDialogGone holds that a dialog whose function is gone ends with a word.
func TestDialogGone(t *testing.T) {
	files := maps.Clone(dialogs)
	s, ann, scripts := player(t, files)
	sees(t, ann.Type("count"), "count 0> ")
	sees(t, ann.Type("x"), "count 1> ")
	write(t, scripts+"/bed/lib/count.lua", "return {}")
	if report, err := s.Reload(); err != nil {
		t.Fatal(report)
	}
	sees(t, ann.Type("x"), "have changed")
	sees(t, ann.Type("say free"), "You say")
}

// TestQuestionAboveQuestion holds that a question that comes while another is
// open is answered first, and the other is asked again after it.
func TestQuestionAboveQuestion(t *testing.T) {
	s, ann, _ := player(t, dialogs)
	ann.Type("count")
	puppet, err := ann.Character()
	if err != nil {
		t.Fatal(err)
	}
	forceAs(s, ann, puppet, "shop")
	sees(t, ann.Read(), "A stall.")
	sees(t, ann.Type("leave"), "0 in the bag")
	sees(t, ann.Type("one"), "count 1> ")
	sees(t, ann.Type("stop"), "counted 1")
	for range 12 {
		forceAs(s, ann, puppet, "count")
	}
	sees(t, ann.Read(), "too many questions open")
}

// forceAs runs a line as the puppet, answered to the actor.
func forceAs(s *stage.Stage, a *stage.Actor, puppet *object.Object, line string) {
	s.Engine.Post(engine.Force{Object: puppet, Session: a.Session(), Line: line})
	s.Engine.Drain()
}
