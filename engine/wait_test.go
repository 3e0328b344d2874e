package engine_test

import (
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
)

// waits are commands that wait in different ways.
var waits = map[string]string{
	"plugin.toml": testbed["plugin.toml"] + "\"core.character\" = [\"w.nap\", \"w.quiz\", \"w.secret\", \"w.chain\", \"w.tail\"]\n",
	"commands/w/nap.lua": `local mud = require("mud")
return mud.command { key = "nap", run = function(cmd)
  cmd.caller.db.napping = true
  cmd:msg("You lie down.")
  mud.sleep(10)
  cmd:msg("You wake.")
  if cmd.argstr == "badly" then cmd.caller.db.napping = "badly"; error("a bad dream") end
  cmd.caller.db.napping = nil
end }`,
	"commands/w/quiz.lua": `local mud = require("mud")
return mud.command { key = "quiz", run = function(cmd)
  local name = cmd:ask("Name? ")
  local ok, colour = pcall(function() return cmd:ask("Colour? ") end)
  local sure = cmd:yes_no("Sure?", true)
  cmd:msg("{name} likes {colour}: {sure}", { name = name, colour = colour, sure = tostring(sure) })
end }`,
	"commands/w/secret.lua": `local mud = require("mud")
return mud.command { key = "secret", run = function(cmd)
  local one = cmd:ask("One: ", { hide = true })
  local two = cmd:ask("Two: ", { hide = true })
  local open = cmd:ask("Open: ")
  local three = cmd:ask("Three: ", { hide = true })
  mud.refuse_if(one ~= two, "They differ.")
  cmd:msg("Done.")
end }`,
	"commands/w/chain.lua": `local mud = require("mud")
return mud.command { key = "chain", run = function(cmd)
  cmd.caller:execute_cmd("say first")
  cmd:msg("chain is done")
  if cmd.argstr == "loop" then cmd.caller:execute_cmd("chain loop") end
end }`,
	"commands/w/tail.lua": `local mud = require("mud")
return mud.command { key = "tail", run = function(cmd) return mud.sleep(1) end }`,
}

func TestSleepLeavesTheWorldRunning(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, waits)})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	sees(t, ann.Type("nap"), "You lie down.")
	sees(t, bob.Type("say hush"), "You say")
	sees(t, ann.Type("say yawn"), `You say, "yawn"`)
	s.Advance(9 * time.Second)
	if text := ann.Read(); strings.Contains(text, "wake") {
		t.Errorf("woke too early: %s", text)
	}
	s.Advance(time.Second)
	sees(t, ann.Read(), "You wake.")
	sees(t, ann.Type("try me.db.napping"), "-> nil")
}

// What was done before a wait stays done; what comes after it is a step of its
// own and is undone alone.
func TestFailureAfterAWait(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, waits)})
	ann := join(t, s, "Ann")
	ann.Type("nap badly")
	s.Advance(11 * time.Second)
	text := ann.Read()
	sees(t, text, "Something went wrong")
	if strings.Contains(text, "You wake.") {
		t.Errorf("the failed step was heard: %s", text)
	}
	sees(t, ann.Type("try me.db.napping"), "-> true")
}

func TestSleepInTailPosition(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, waits)})
	ann := join(t, s, "Ann")
	ann.Type("tail")
	s.Advance(2 * time.Second)
	if text := ann.Read(); text != "" {
		t.Errorf("it said %q", text)
	}
}

func TestQuestions(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, waits)})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	sees(t, ann.Type("quiz"), "Name?")
	sees(t, bob.Type("quiz"), "Name?")
	sees(t, ann.Type("say"), "Colour?") // an answer, not a command
	sees(t, bob.Type("Rob"), "Colour?")
	sees(t, ann.Type("|rred|n {sure}"), "Sure?")
	sees(t, bob.Type("blue"), "Sure?")
	sees(t, bob.Type("n"), "Rob likes blue: false")
	sees(t, ann.Type(""), "say likes |rred|n {sure}: true")
	sees(t, ann.Type("say hello"), "You say")
}

// The client hides what is typed exactly while a secret is asked for.
func TestMask(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, waits)})
	ann := join(t, s, "Ann")
	for _, step := range []struct {
		line, want string
		masked     bool
	}{
		{"secret", "One:", true},
		{"a", "Two:", true},
		{"b", "Open:", false},
		{"x", "Three:", true},
		{"c", "They differ.", false},
		{"say hello", "You say", false},
	} {
		sees(t, ann.Type(step.line), step.want)
		if ann.Masked != step.masked {
			t.Errorf("after %q the client hides what is typed: %v", step.line, ann.Masked)
		}
	}
}

func TestWhoWasAskedHasLeft(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, waits)})
	ann := join(t, s, "Ann")
	ann.Type("quiz")
	ann.Type("nap") // the answer to the question
	ann.HangUp()
	ann = join(t, s, "Ann")
	ann.Type("nap")
	ann.HangUp()
	s.Advance(20 * time.Second) // the nap ends with nobody there
	bob := join(t, s, "Bob")
	sees(t, bob.Type("say hello"), "You say")
}

// A forced command runs right after the one that forced it, as its own step.
func TestExecuteCmd(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, waits)})
	ann := join(t, s, "Ann")
	text := ann.Type("chain")
	if strings.Index(text, "chain is done") > strings.Index(text, `You say, "first"`) {
		t.Errorf("the forced command came first:\n%s", text)
	}
	text = ann.Type("chain loop")
	sees(t, text, "more than ten times")
	if n := strings.Count(text, "chain is done"); n != 11 {
		t.Errorf("the chain went %d long", n)
	}
}
