package engine_test

import (
	"strings"
	"testing"

	"mud/cmd/mud/stage"
)

func TestChannels(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob, eve := join(t, s, "Ann"), join(t, s, "Bob"), join(t, s, "Eve")
	sees(t, ann.Type("pub hello |rthere $You()"), "[Public] Ann: hello |rthere $You()")
	sees(t, bob.Read(), "[Public] Ann: hello |rthere $You()")
	ann.Type("public :waves.")
	sees(t, bob.Read(), "[Public] Ann waves.")
	eve.Read()
	sees(t, eve.Type("@channel/mute public"), "You do not hear Public")
	sees(t, bob.Type("@channel/unsub pub"), "You do not listen to Public any more.")
	ann.Type("pub again")
	if text := bob.Read() + eve.Read(); strings.Contains(text, "again") {
		t.Errorf("who does not listen hears: %s", text)
	}
	sees(t, bob.Type("pub hm"), "There is no command 'pub'")
	sees(t, eve.Type("pub I am back"), "[Public] Eve: I am back") // to speak is to listen
	sees(t, bob.Type("@channel/sub pub"), "You listen to Public")
	sees(t, bob.Type("@channel/history pub"), "Ann: again", "Eve: I am back")
	sees(t, bob.Type("@channel/who pub"), "Ann, Eve and Bob")
	sees(t, bob.Type("ooc"), "out of character")
	sees(t, bob.Type("pub from nowhere"), "[Public] Bob: from nowhere")
}

func TestChannelsAreMadeAndDestroyed(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	sees(t, bob.Type("@channel/create Club"), "Only Builders make channels.")
	ann.Type("@claim " + s.Engine.ClaimCode())
	sees(t, ann.Type("@channel/create Club;cl = for members"), "You made Club")
	sees(t, bob.Type("@channel/list"), "Club, cl", "for members")
	bob.Type("@channel/sub club")
	sees(t, ann.Type("cl first rule"), "[Club] Ann: first rule")
	sees(t, bob.Type("@channel/destroy club"), "You do not look after Club.")
	sees(t, ann.Type("@channel/boot club = bob"), "You took Bob off Club.")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann, bob = join(t, s, "Ann"), join(t, s, "Bob")
	sees(t, ann.Type("cl second rule"), "[Club] Ann: second rule")
	sees(t, bob.Type("cl hm"), "There is no command 'cl'")
	ann.Type("@channel/destroy club")
	sees(t, ann.Type("y"), "This channel is no more.")
	sees(t, ann.Type("cl third"), "There is no command 'cl'")
}

// A command set says whether channels are commands (spec 5.7).
func TestNoChannels(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, map[string]string{
		"cmdsets/quiet.lua": "local mud = require(\"mud\")\nreturn mud.cmdset { key = \"quiet\", no_channels = true }\n",
	})})
	ann := join(t, s, "Ann")
	ann.Type(`try me.cmdset:add("bed.quiet")`)
	sees(t, ann.Type("pub hello"), "There is no command 'pub'")
	ann.Type(`try me.cmdset:remove("bed.quiet")`)
	sees(t, ann.Type("pub hello"), "[Public] Ann: hello")
}

func TestPage(t *testing.T) {
	s := open(t, stage.Options{})
	ann, bob := join(t, s, "Ann"), join(t, s, "Bob")
	sees(t, ann.Type("page bob = psst"), "You page Bob: psst")
	sees(t, bob.Read(), "Ann pages you: psst")
	ann.Type("page and more")
	sees(t, bob.Read(), "Ann pages you: and more")
	for line, want := range map[string]string{
		"page nobody = hi": "There is no account 'nobody'.", "page bob =": "Usage: page", "page bob, bob = hi": "You page Bob: hi",
	} {
		sees(t, ann.Type(line), want)
	}
	sees(t, bob.Type("page x"), "Usage: page")
	bob.HangUp()
	sees(t, ann.Type("page bob = hi"), "Bob is not here.")
}
