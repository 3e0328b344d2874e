package load

import (
	"errors"
	"mud/engine"
	"strings"
	"testing"
)

// commandFile is a file with one good command and some more fields.
func commandFile(fields string) string {
	return "local mud = require('mud')\nreturn mud.command {\n  key = 'x',\n  run = function() end,\n" + fields + "\n}\n"
}

// badCases are one mistake each: the files that make it, and what is told.
var badCases = []struct {
	name   string
	files  tree
	plugin string
	at     string // file:line, with the column where it is known
	text   string // the message has it in it
}{
	{"syntax error", tree{"game/lib/bad.lua": "local x = 1\nlocal y = = 2\n"}, "game", "game/lib/bad.lua:2:11", "syntax error near '='"},
	{"missing end", tree{"game/lib/bad.lua": "return {\n  f = function()\n}\n"}, "game", "game/lib/bad.lua:3", "near '}'"},
	{"the file ends too soon", tree{"game/lib/bad.lua": "return {\n  f = function()\n"}, "game", "game/lib/bad.lua:2", "is an \"end\" or a bracket missing?"},
	{"a script that is too big", tree{"game/lib/bad.lua": "--" + strings.Repeat("x", maxSource)}, "game", "game/lib/bad.lua", "a script may have 256"},

	{"unknown field", tree{"game/commands/x.lua": commandFile("  alises = { 'y' },")}, "game", "game/commands/x.lua:5", `"alises" is no field of a command; did you mean "aliases"?`},
	{"unknown field, nothing like it", tree{"game/commands/x.lua": commandFile("  zzyzx = 1,")}, "game", "game/commands/x.lua:5", `"zzyzx" is no field of a command`},
	{"unknown field on a line with others", tree{"game/commands/x.lua": "-- hlp = 1\nreturn require('mud').command { key = 'x', hlp = 'y', run = function() end }"}, "game", "game/commands/x.lua:2", `did you mean "help"?`},
	{"a field without a name", tree{"game/commands/x.lua": commandFile("  'look',")}, "game", "game/commands/x.lua:2", `"1" is no field of a command`},
	{"wrong type", tree{"game/commands/x.lua": commandFile("  help = 12,")}, "game", "game/commands/x.lua:5", "help must be a string, not a number"},
	{"wrong type of key", tree{"game/commands/x.lua": "return require('mud').command {\n  key = 12,\n  run = function() end }"}, "game", "game/commands/x.lua:2", "key must be a string, not a number"},
	{"wrong type in a list", tree{"game/commands/x.lua": commandFile("  aliases = { 'y', 2 },")}, "game", "game/commands/x.lua:5", "aliases must be a list of strings; one of them is a number"},
	{"no key", tree{"game/commands/x.lua": "local mud = require('mud')\nreturn mud.command { run = function() end }"}, "game", "game/commands/x.lua:2", "a command needs a key"},
	{"a system command that there is not", tree{"game/commands/x.lua": "return require('mud').command {\n  key = '__nomach',\n  run = function() end }"}, "game", "game/commands/x.lua:2", `there is no system command "__nomach"; did you mean "__nomatch"?`},
	{"an alias like a system command's", tree{"game/commands/x.lua": commandFile("  aliases = { '__x' },")}, "game", "game/commands/x.lua:5", "no name of players begins with __"},
	{"an empty key", tree{"game/commands/x.lua": "return require('mud').command {\n  key = '',\n  run = function() end }"}, "game", "game/commands/x.lua:2", "a command needs a key"},
	{"no run", tree{"game/commands/x.lua": "return require('mud').command { key = 'x' }"}, "game", "game/commands/x.lua:1", "a command needs run"},
	{"run is no function", tree{"game/commands/x.lua": "return require('mud').command {\n  key = 'x',\n  run = 'y' }"}, "game", "game/commands/x.lua:3", "run must be a function, not a string"},
	{"bad arg_regex", tree{"game/commands/x.lua": commandFile("  arg_regex = '(',")}, "game", "game/commands/x.lua:5", "arg_regex: error parsing regexp"},
	{"bad lock string", tree{"game/commands/x.lua": commandFile("  locks = 'cmd:prem(Builder)',")}, "game", "game/commands/x.lua:5", `locks: column 5: there is no lock function "prem"`},
	{"a lock function without run", tree{"game/lockfuncs/wet.lua": "return require('mud').lockfunc { }"}, "game", "game/lockfuncs/wet.lua:1", "a lock function needs run = function(who, obj"},
	{"a lock function of a bad name", tree{"game/lockfuncs/Wet.lua": "return require('mud').lockfunc { run = function() end }"}, "game", "game/lockfuncs/Wet.lua:1", `"Wet" must be small letters`},
	{"a lock function that every lock has", tree{"game/lockfuncs/perm.lua": "return require('mud').lockfunc { run = function() end }"}, "game", "game/lockfuncs/perm.lua:1", "every lock has a function perm() already"},
	{"a lock function in a folder", tree{"game/lockfuncs/a/wet.lua": "return require('mud').lockfunc { run = function() end }"}, "game", "game/lockfuncs/a/wet.lua:1", "a file right in lockfuncs/"},
	{"bad syntax string", tree{"game/commands/x.lua": commandFile("  syntax = '<who:character> = <what:thingy>',")}, "game", "game/commands/x.lua:5", `syntax: column 19: there is no kind "thingy"`},
	{"a typeclass with a bad lock", tree{"game/typeclasses/x.lua": "return require('mud').typeclass {\n  key = 'x',\n  locks = 'get:',\n}"}, "game", "game/typeclasses/x.lua:3", "locks: column 5: expected a function"},
	{"a typeclass with an unknown field", tree{"game/typeclasses/x.lua": "return require('mud').typeclass {\n  extnds = 'y' }"}, "game", "game/typeclasses/x.lua:2", `"extnds" is no field of a typeclass; did you mean "extends"?`},
	{"a typeclass that extends nothing", tree{"game/typeclasses/x.lua": "local mud = require('mud')\nreturn mud.typeclass { extends = 'game.thing' }"}, "game", "game/typeclasses/x.lua:2", "extends must be a typeclass"},
	{"a hook of a typeclass that is no function", tree{"game/typeclasses/x.lua": "return require('mud').typeclass {\n  key = 'x',\n  at_get = 'no' }"}, "game", "game/typeclasses/x.lua:3:3", "at_get must be a function, as all hooks are, not a string"},
	{"two commands of a set with one key", tree{"game/commands/talk.lua": "return require('mud').command { key = 'say', run = function() end }",
		"game/cmdsets/x.lua": "return require('mud').cmdset {\n  commands = { 'social.say', 'talk' },\n}"}, "game", "game/cmdsets/x.lua:2:24", `two commands of this set have the key "say": game.social.say and game.talk`},
	{"a key twice in a table", tree{"game/commands/x.lua": commandFile("  key = 'y',")}, "game", "game/commands/x.lua:5", `the key "key" is in this table twice: first on line 3`},
	{"a hook without run", tree{"game/hooks/at_reload.lua": "return require('mud').hook {}"}, "game", "game/hooks/at_reload.lua:1", "a hook needs run"},
	{"a hook with an unknown field", tree{"game/hooks/at_reload.lua": "return require('mud').hook {\n  ran = 1,\n  run = function() end }"}, "game", "game/hooks/at_reload.lua:2", `"ran" is no field of a hook; did you mean "run"?`},

	{"unknown command in a set", tree{"game/cmdsets/x.lua": "return require('mud').cmdset {\n  key = 'x',\n  commands = { 'social.sya' },\n}"}, "game", "game/cmdsets/x.lua:3", `there is no command "social.sya"`},
	{"unknown command in a set: did you mean", tree{"game/cmdsets/x.lua": "return require('mud').cmdset {\n  key = 'x',\n  commands = { 'social.sya' },\n}"}, "game", "game/cmdsets/x.lua:3", `did you mean "social.say"?`},
	{"unknown cmdset of a typeclass", tree{"game/typeclasses/old.box.lua": "return require('mud').typeclass {\n  key = 'box',\n  cmdsets = { 'plyer' },\n}"}, "game", "game/typeclasses/old.box.lua:3", `there is no command set "game.plyer"; did you mean "game.player"?`},
	{"a way to merge that does not exist", tree{"game/cmdsets/x.lua": "return require('mud').cmdset {\n  merge = 'join' }"}, "game", "game/cmdsets/x.lua:2", `merge is union, intersect, replace or remove, not "join"`},
	{"the same in key_merges", tree{"game/cmdsets/x.lua": "return require('mud').cmdset {\n  key_merges = { player = 'join' } }"}, "game", "game/cmdsets/x.lua:2", `key_merges is union`},
	{"a priority that is no number", tree{"game/cmdsets/x.lua": "return require('mud').cmdset {\n  priority = 'high' }"}, "game", "game/cmdsets/x.lua:2", "priority must be a number, not a string"},

	{"a text in a folder", tree{"game/texts/a/motd.txt": "Hi."}, "game", "game/texts/a/motd.txt:1:1", "a text is a file right in texts/"},
	{"two topics of the same name", tree{"game/help/a/start.md": "Begin."}, "game", "game/help/start.md:1:1", `this topic and game/help/a/start.md have the same name, "start"`},

	{"a plugin that is not there", tree{"game/plugin.toml": ""}, "game", "game/plugin.toml", "there is no such file"},
	{"bad key in plugin.toml", tree{"game/plugin.toml": "name = 'game'\nauthor = 'me'\n"}, "game", "game/plugin.toml:2", `the key "author" is not known`},
	{"bad table in plugin.toml", tree{"game/plugin.toml": "name = 'game'\n\n[adds]\nx = ['y']\n"}, "game", "game/plugin.toml:3", `the key "adds" is not known`},
	{"bad dotted key in plugin.toml", tree{"game/plugin.toml": "name = 'game'\nadds.x = 1\n"}, "game", "game/plugin.toml:2", `the key "adds" is not known`},
	{"wrong type in plugin.toml", tree{"game/plugin.toml": "name = 'game'\nrequires = 'core'\n"}, "game", "game/plugin.toml:2", "incompatible types"},
	{"syntax error in plugin.toml", tree{"game/plugin.toml": "name = 'game'\nversion = \n"}, "game", "game/plugin.toml:2", "expected value"},
	{"another name in plugin.toml", tree{"game/plugin.toml": "version = '1'\nname = 'gmae'\n"}, "game", "game/plugin.toml:2", `name = "gmae" must be the folder's name, "game"`},
	{"no name in plugin.toml", tree{"game/plugin.toml": "version = '1'\n"}, "game", "game/plugin.toml", `name = "" must be`},
	{"[add] to no set", tree{"game/plugin.toml": "name = 'game'\n[add]\n'game.plyer' = ['social.say']\n"}, "game", "game/plugin.toml:3", `[add] there is no command set "game.plyer"; did you mean "game.player"?`},
	{"[add] of no command", tree{"game/plugin.toml": "name = 'game'\n[add]\n\"game.player\" = ['social.sya']\n"}, "game", "game/plugin.toml:3", `did you mean "social.say"?`},
	{"[remove] from no set", tree{"game/plugin.toml": "name = 'game'\n[remove]\n'game.plyer' = ['say']\n"}, "game", "game/plugin.toml:3", `[remove] there is no command set`},

	{"requires a plugin that is not in use", tree{"game/plugin.toml": "name = 'game'\nrequires = ['magic']\n"}, "game", "game/plugin.toml:2", `requires the plugin "magic", which is not in use`},
	{"requires itself", tree{"game/plugin.toml": "name = 'game'\nrequires = ['game']\n"}, "game", "game/plugin.toml:2", "which failed or requires this one"},

	{"require of a module that is not there", tree{"game/lib/x.lua": "local a = 1\nlocal b = require('game.lib.wrods')\n"}, "game", "game/lib/x.lua:2", `there is no module "game.lib.wrods"; did you mean "game.lib.words"?`},
	{"require of itself", tree{"game/lib/x.lua": "require('game.lib.x')"}, "game", "game/lib/x.lua:1", "game.lib.x requires itself: game.lib.x requires game.lib.x"},
	{"a mistake at load time", tree{"game/lib/x.lua": "local t\nreturn t.x\n"}, "game", "game/lib/x.lua:2", "attempt to index"},
	{"an unknown global", tree{"game/lib/x.lua": "return {\n  x = prnit,\n}\n"}, "game", "game/lib/x.lua:2", "prnit"},
	{"an unknown field of mud", tree{"game/lib/x.lua": "local mud = require('mud')\nreturn mud.comand { }\n"}, "game", "game/lib/x.lua:2", `mud has no field "comand"`},
	{"the world at load time", tree{"game/lib/x.lua": "local mud = require('mud')\nmud.create.object { key = 'box' }\n"}, "game", "game/lib/x.lua:2", "the world cannot be used while scripts are loaded"},
	{"sessions at load time", tree{"game/lib/x.lua": "local mud = require('mud')\nreturn mud.sessions:all()\n"}, "game", "game/lib/x.lua:2", "the world cannot be used while scripts are loaded"},
	{"a wait at load time", tree{"game/lib/x.lua": "local mud = require('mud')\nmud.sleep(1)\n"}, "game", "game/lib/x.lua:2", "the world cannot be used while scripts are loaded"},
	{"an endless loop at load time", tree{"game/lib/x.lua": "local n = 0\nwhile true do\n  n = n + 1\nend\n"}, "game", "game/lib/x.lua:", "the call took too long"},
	{"endless recursion at load time", tree{"game/lib/x.lua": "local function f() return 1 + f() end\nf()\n"}, "game", "game/lib/x.lua:1", "stack"},

	{"a file that returns nothing", tree{"game/commands/x.lua": "local x = 1\n"}, "game", "game/commands/x.lua:1", "a file in this folder returns a mud.command { … }; this one returns nothing"},
	{"a file that returns a plain table", tree{"game/cmdsets/x.lua": "return {}\n"}, "game", "game/cmdsets/x.lua:1", "this one returns a plain table"},
	{"a file that returns a string", tree{"game/hooks/at_reload.lua": "return 'x'\n"}, "game", "game/hooks/at_reload.lua:1", "this one returns a string"},
	{"a file in the wrong folder", tree{"game/typeclasses/x.lua": commandFile("")}, "game", "game/typeclasses/x.lua:1", "returns a mud.typeclass { … }; this one returns a mud.command"},
	{"two files of the same name", tree{"game/commands/social.say.lua": commandFile("")}, "game", "game/commands/social/say.lua:1", `this file and game/commands/social.say.lua have the same name, "game.commands.social.say"`},
	{"a menu without nodes", tree{"game/menus/x.lua": "return require('mud').menu { key = 'x' }"}, "game", "game/menus/x.lua:1", "a menu needs nodes"},
	{"a menu without its first node", tree{"game/menus/x.lua": menuFile("begin = { text = 'x' }")}, "game", "game/menus/x.lua:1", `start: there is no node "start"`},
	{"a node with a wrong field", tree{"game/menus/x.lua": menuFile("start = { text = 'x', txt = 'x' }")}, "game", "game/menus/x.lua:2", `node start: there is no field "txt"; did you mean "text"?`},
	{"a node without a text", tree{"game/menus/x.lua": menuFile("start = { options = {} }")}, "game", "game/menus/x.lua:2", `node start needs text = "…" or a function, not nil`},
	{"an option that leads nowhere", tree{"game/menus/x.lua": menuFile("start = { text = 'x', options = {\n { desc = 'y', to = 'strat' } } }")}, "game", "game/menus/x.lua:3", `node start, option 1: there is no node "strat"; did you mean "start"?`},
	{"an option with a wrong field", tree{"game/menus/x.lua": menuFile("start = { text = 'x', default = { desc = 3 } }")}, "game", "game/menus/x.lua:2", "node start, default: desc must be a string, not a number"},
	{"an option that goes to true", tree{"game/menus/x.lua": menuFile("start = { text = 'x', options = { { to = true } } }")}, "game", "game/menus/x.lua:2", "to is the name of a node, a function, or false for the end"},
	{"nobody can walk", tree{"game/commands/exit.lua": commandFile(""), "game/cmdsets/player.lua": "return require('mud').cmdset {}"}, "core", "core/plugin.toml:1", `no command has the key "__exit"`},
}

// menuFile is a menu with these nodes.
func menuFile(nodes string) string {
	return "return require('mud').menu { key = 'x', nodes = {\n" + nodes + " } }"
}

// problemsOf are the problems that a build must have.
func problemsOf(t *testing.T, l *Loader) Problems {
	t.Helper()
	scripts, report, err := l.Build(engine.Order{})
	var problems Problems
	if !errors.As(err, &problems) || scripts != nil {
		t.Fatalf("built %v, %q, %v; want problems", scripts, report, err)
	}
	if report != err.Error() {
		t.Errorf("the report %q is not the error %q", report, err)
	}
	return problems
}

func TestBad(t *testing.T) {
	for _, c := range badCases {
		t.Run(c.name, func(t *testing.T) {
			problems := problemsOf(t, game.plus(c.files).loader(t))
			if len(problems) != 1 {
				t.Errorf("told %d problems, want one:\n%v", len(problems), problems)
			}
			p := problems[0]
			if p.Plugin != c.plugin || !strings.Contains(p.Message, c.text) {
				t.Errorf("told of plugin %s: %q; want %s: %q", p.Plugin, p.Message, c.plugin, c.text)
			}
			if got := p.String(); !strings.HasPrefix(got, c.at) || strings.HasPrefix(got, p.File+": ") && c.at != p.File {
				t.Errorf("told at %q, want %s", got, c.at)
			}
			if p.Line == 0 || p.Column == 0 {
				t.Errorf("told without a line or a column: %v", p)
			}
			if p.Source == "" && c.files[p.File] != "" && len(c.files[p.File]) < maxSource {
				t.Errorf("the line itself is not told: %v", p)
			}
		})
	}
}
