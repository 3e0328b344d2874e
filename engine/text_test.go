package engine_test

import (
	"testing"

	"mud/cmd/mud/stage"
)

// TestOneTextForAll has one text say to each hearer what that one sees.
func TestOneTextForAll(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob, eve := join(t, s, "Ann"), join(t, s, "Bob"), join(t, s, "Eve")
	ann.Type(`try me.db.gender = "female"`)
	got := ann.Type(`try here:msg_contents("$You() $conj(give) $you(to) $pron(her) hat. {to} nods.", { from = me, to = mud.find("Bob") }) return 1`)
	sees(t, got, "You give Bob your hat. Bob nods.")
	sees(t, bob.Read(), "Ann gives you her hat. Bob nods.")
	sees(t, eve.Read(), "Ann gives Bob her hat. Bob nods.")
}

// TestTypedFunctionIsText holds promise P8 for inline functions.
func TestTypedFunctionIsText(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	ann.Type("say $You() and $pad(x,50)!")
	sees(t, bob.Read(), `Ann says, "$You() and $pad(x,50)!"`)
}

func TestTableForAScreenReader(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	const table = `try cmd:msg(mud.text.table { to = cmd.session, header = { "Who", "What" }, rows = { { "Ann", "hat" } }, border = "lines" }) return 1`
	sees(t, ann.Type(table), "+-----+------+", "| Ann | hat  |")
	ann.Type("option screenreader = on")
	sees(t, ann.Type(table), "Who: Ann, What: hat")
}
