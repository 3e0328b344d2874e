package engine_test

import (
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// more is a plugin that mud.toml does not list.
var more = map[string]string{
	"../more/plugin.toml":             "name = \"more\"\nversion = \"2.0\"\ndescription = \"More.\"\nrequires = [\"core >= 0.1\"]\n[add]\n\"core.account\" = [\"hum\"]\n[settings]\nsong = { default = \"la\", choices = [\"la\", \"do\"] }\n",
	"../more/commands/hum.lua":        "local mud = require(\"mud\")\nreturn mud.command { key = \"hum\", run = function(cmd) cmd:msg(mud.settings(\"more\").song) end }\n",
	"../broken/plugin.toml":           "name = \"broken\"\nversion = \"1\"\n",
	"../broken/commands/fail/now.lua": "return {\n",
}

// Plugins are turned on and off while people play; that is remembered over a
// restart, and a plugin that is broken changes nothing.
func TestPluginsLive(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, more)})
	boss := func() *stage.Actor {
		a := join(t, s, "Boss")
		if err := s.Do(func(*engine.Engine) error { a.Session().Account().SetSuperuser(true); return nil }); err != nil {
			t.Fatal(err)
		}
		return a
	}
	ann := boss()
	sees(t, ann.Type("@plugin"), "bed 0.1 (on): for tests", "core 0.1", "more 2.0 (off): More.", "broken 1 (off)")
	sees(t, ann.Type("hum"), "There is no command 'hum'")
	sees(t, ann.Type("@plugin/on more"), "Generation 2: 3 plugins")
	sees(t, ann.Type("hum"), "la")
	sees(t, ann.Type("@plugin more"), "more 2.0: More.", "It is on, though mud.toml does not list it.", "Requires core >= 0.1", "Adds to core.account: hum", "Setting song = la")
	sees(t, ann.Type("@plugin/on broken"), "Nothing has changed.", "broken/commands/fail/now.lua:1", "the file ends")
	sees(t, ann.Type("@plugin/off core"), "Without core there is no game.")
	sees(t, ann.Type("@plugin/off nothing"), "There is no plugin nothing.")
	sees(t, ann.Type("hum"), "la")
	sees(t, ann.Type("@reload"), "Generation 3: 3 plugins")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	ann = boss()
	sees(t, ann.Type("hum"), "la")
	sees(t, ann.Type("@plugin/off bed"), "2 plugins")
	sees(t, ann.Type("@plugin bed"), "It is off, though mud.toml lists it.")
	sees(t, ann.Type("@plugin/reset more"), "1 plugins")
	sees(t, ann.Type("@plugin more"), "It is off.")
	if text := ann.Type("hum"); !strings.Contains(text, "There is no command") {
		t.Errorf("told %q", text)
	}
}
