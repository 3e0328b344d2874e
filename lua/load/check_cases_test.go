package load

// checkCase is a script, or a text, with one mistake at most.
type checkCase struct {
	name, file, source string
	at                 string // file:line of the only problem; "" for none
	text               string // its message has it
}

const needsMud = "local mud = require('mud')\n"

// inCommand is a command that runs this.
func inCommand(body string) string {
	return needsMud + "return mud.command { key = 'x', run = function(cmd, arg)\n" + body + "\nend }\n"
}

// checkScripts are mistakes in scripts and tests.
var checkScripts = []checkCase{
	{"a name that nobody has", "game/commands/x.lua", inCommand("local place = cmd.caller.location\nplcae:msg('x')"), "game/commands/x.lua:4", `there is no variable "plcae"; did you mean "place"?`},
	{"a require is missing", "game/commands/x.lua", inCommand("cmd:msg(items.list())"), "game/commands/x.lua:3", `there is no variable "items"`},
	{"a name that is not local", "game/commands/x.lua", inCommand("count = 1"), "game/commands/x.lua:3", `"count" is not local`},
	{"a function that is not local", "game/lib/x.lua", "function fall() end\nreturn {}", "game/lib/x.lua:1", `"fall" is not local`},
	{"what scripts do not get", "game/commands/x.lua", inCommand("os.execute('x')"), "game/commands/x.lua:3", `os has no "execute"`},
	{"a global that scripts do not get", "game/commands/x.lua", inCommand("loadstring('x')"), "game/commands/x.lua:3", `there is no variable "loadstring"`},
	{"a function of a library", "game/commands/x.lua", inCommand("cmd:msg(string.uper('x'))"), "game/commands/x.lua:3", `string has no "uper"; did you mean "upper"?`},
	{"a function of mud", "game/commands/x.lua", inCommand("mud.refuze('x')"), "game/commands/x.lua:3", `mud has no "refuze"; did you mean "refuse"?`},
	{"a function of a part of mud", "game/commands/x.lua", inCommand("mud.sessions:al()"), "game/commands/x.lua:3", `mud.sessions has no "al"; did you mean "all"?`},
	{"mud under another name", "game/commands/x.lua", inCommand("local m = mud.time\nm.know()"), "game/commands/x.lua:4", `mud.time has no "know"`},
	{"a field of cmd", "game/commands/x.lua", inCommand("cmd:msg(cmd.argss)"), "game/commands/x.lua:3:13:", `cmd has no "argss"; did you mean "args"?`},
	{"a method of cmd", "game/commands/x.lua", inCommand("cmd:aks('x')"), "game/commands/x.lua:3:5:", `cmd has no "aks"; did you mean "ask"?`},
	{"cmd in a function of a menu", "game/menus/x.lua", needsMud + "return mud.menu { nodes = { start = { text = function(cmd) return cmd.agrs end } } }", "game/menus/x.lua:2", `cmd has no "agrs"`},
	{"a method of an object", "game/commands/x.lua", inCommand("local who = cmd.caller\nwho.location:msg_contets('x')"), "game/commands/x.lua:4", `an object has no "msg_contets"; did you mean "msg_contents"?`},
	{"a field of an object", "game/commands/x.lua", inCommand("local who = cmd.caller\nreturn who.lcoation"), "game/commands/x.lua:4", `an object has no "lcoation"`},
	{"a handler of an object", "game/commands/x.lua", inCommand("cmd.caller.tags:ad('x')"), "game/commands/x.lua:3", `obj.tags has no "ad"; did you mean "add"?`},
	{"self of a typeclass", "game/typeclasses/x.lua", needsMud + "local X = mud.typeclass { key = 'x' }\nfunction X:at_get()\nself:dleete()\nend\nreturn X", "game/typeclasses/x.lua:4", `an object has no "dleete"; did you mean "delete"?`},
	{"what was made", "game/commands/x.lua", inCommand("local o = mud.create.object { key = 'o' }\no:movet_o(cmd.caller)"), "game/commands/x.lua:4", `an object has no "movet_o"`},
	{"a command set", "game/commands/x.lua", inCommand("cmd.caller.cmdset:add('game.plyer')"), "game/commands/x.lua:3:24:", `there is no command set "game.plyer"; did you mean "game.player"?`},
	{"a typeclass", "game/commands/x.lua", inCommand("mud.create.object { key = 'o', typeclass = 'game.thnig' }"), "game/commands/x.lua:3", `there is no typeclass "game.thnig"; did you mean "game.thing"?`},
	{"a menu", "game/commands/x.lua", inCommand("cmd:menu('game.stal')"), "game/commands/x.lua:3", `there is no menu "game.stal"; did you mean "game.stall"?`},
	{"the function of a timer", "game/commands/x.lua", inCommand("mud.delay(1, 'game.lib.items.lst')"), "game/commands/x.lua:3", `there is no function "game.lib.items.lst"; did you mean "game.lib.items.list"?`},
	{"the function of a dialog", "game/commands/x.lua", inCommand("cmd:dialog('game.lib.none.fn')"), "game/commands/x.lua:3", `there is no function "game.lib.none.fn"`},
	{"a module inside of a function", "game/commands/x.lua", inCommand("require('game.lib.itmes')"), "game/commands/x.lua:3", `there is no module "game.lib.itmes"; did you mean "game.lib.items"?`},
	{"a setting", "game/commands/x.lua", inCommand("return mud.settings('game').sise"), "game/commands/x.lua:3", `the plugin game has no setting "sise"; did you mean "size"?`},
	{"the settings of no plugin", "game/commands/x.lua", inCommand("return mud.settings('gmae').size"), "game/commands/x.lua:3", `there is no plugin "gmae"; did you mean "game"?`},
	{"an event", "game/hooks/at_server_strat.lua", needsMud + "return mud.hook { run = function() end }", "game/hooks/at_server_strat.lua:2", `there is no event "at_server_strat", but at_initial_setup, at_server_start, at_server_stop, at_reload; did you mean "at_server_start"?`},
	{"a hook that nobody calls", "game/typeclasses/x.lua", needsMud + "local X = mud.typeclass { key = 'x' }\nfunction X:at_object_recieve()\nend\nreturn X", "game/typeclasses/x.lua:3:12:", `nobody calls the hook at_object_recieve; did you mean "at_object_receive"?`},
	{"a hook that shows a thing", "game/typeclasses/x.lua", needsMud + "local hooks = { 'return_appearance' }\nlocal X = mud.typeclass { key = 'x' }\nfunction X:return_apearance()\nreturn hooks\nend\nreturn X", "game/typeclasses/x.lua:4:12:", `nobody calls the hook return_apearance; did you mean "return_appearance"?`},
	{"an argument", "game/commands/x.lua", needsMud + "return mud.command { key = 'x', syntax = '<what:here> [= <n:number>]', run = function(cmd, arg)\ncmd:msg(arg.wat)\nend }", "game/commands/x.lua:3:13:", `the syntax has no <wat:…>; did you mean "what"?`},
	{"a method of an argument", "game/commands/x.lua", needsMud + "return mud.command { key = 'x', syntax = '<what:here>', run = function(cmd, arg)\narg.what:dleete()\nend }", "game/commands/x.lua:3:", `an object has no "dleete"; did you mean "delete"?`},
	{"a command that is disabled in vain", "game/cmdsets/x.lua", needsMud + "return mud.cmdset { key = 'x',\ndisable = { 'sya' } }", "game/cmdsets/x.lua:3", `disable: there is no command "sya"; did you mean "say"?`},
	{"a test", "game/x_test.lua", "local world = require('mud.test').world\nit('x', function()\nexpct(1)\nend)", "game/x_test.lua:3:1:", `there is no variable "expct"; did you mean "expect"?`},
	{"the syntax of a test", "game/x_test.lua", "local = 1", "game/x_test.lua:1", "syntax error"},
	{"describe outside of a test", "game/lib/x.lua", "local function f()\ndescribe('x')\nend\nreturn { f = f }", "game/lib/x.lua:2", `there is no variable "describe"`},
}

// checkTexts are mistakes in help and other texts.
var checkTexts = []checkCase{
	{"a command that help names", "game/help/trade.md", "# Trade\n\nSay it with `xay hello`.", "game/help/trade.md:3:14:", `there is no command "xay"; did you mean "say"?`},
	{"a command with its prefix", "game/help/trade.md", "Type @sya, not @say.", "game/help/trade.md:1:6:", `there is no command "@sya"; did you mean "@say"?`},
	{"a topic that help names", "game/help/trade.md", "`help strat` tells more.", "game/help/trade.md:1:7:", `there is no help about "strat"; did you mean "start"?`},
	{"a part of a topic", "game/help/trade.md", "## Coins\nSee `help trade/coin`.", "game/help/trade.md:2:11:", `the help about trade has no part "coin"; did you mean "coins"?`},
	{"the help of a command", "game/commands/x.lua", "local mud = require('mud')\nlocal say = 'sya'\nreturn mud.command { key = 'x', run = function() return say end,\n  help = [[It is like\n`sya`.]] }", "game/commands/x.lua:5:2:", `there is no command "sya"`},
	{"help that comes from a module", "game/commands/x.lua", "local mud = require('mud')\nreturn mud.command { key = 'x',\n  help = require('game.lib.items').help, run = function() end }", "game/commands/x.lua:3:3:", `there is no command "hlep"`},
	{"a text", "game/commands/x.lua", inCommand("cmd:msg(mud.texts.get('wlecome'))"), "game/commands/x.lua:3:24:", `there is no text "wlecome"; did you mean "welcome"?`},
	{"a text that nobody asks for", "game/texts/welcoem.txt", "Hi.", "game/texts/welcoem.txt:1:1:", `no script asks for the text "welcoem"; did you mean "welcome"?`},
	{"what help may say", "game/help/trade.md", "`x <thing>`, `NAME`, `<line>`, `help <name>`, `help NAME`, `say/loud hi`, `:waves`, `@say`, `help start`, `help general`, `help`, me@home and @say/loud.", "", ""},
}

// checkGood is what is no mistake.
var checkGood = []checkCase{
	{"an argument without a kind", "game/commands/x.lua", needsMud + "return mud.command { key = 'x', syntax = '<n> [<a:text>]', run = function(_, arg)\nreturn arg.n, arg.a\nend }", "", ""},
	{"a function that is for @lua alone", "game/typeclasses/x.lua", needsMud + "local X = mud.typeclass { key = 'x' }\nfunction X:get_appearing()\nend\nreturn X", "", ""},
	{"locals of all kinds", "game/lib/x.lua", "local x = {}\nfor i = 1, 3 do x[i] = i end\nfor k, v in pairs(x) do x[k] = v end\nrepeat local done = true until done\n" +
		"local function again(n, ...)\nif n > 0 then return again(n - 1, ...) end\nend\nfunction x.f(a) return a, again end\nfunction x:g() return self.h end\nreturn x", "", ""},
	{"what a script asks for first", "game/commands/x.lua", inCommand("local who = cmd.caller\nif who.shines then who:shines() end\nreturn who.glows and who.glows()"), "", ""},
	{"what a script sets in cmd", "game/commands/x.lua", inCommand("cmd.mine = 1\nreturn cmd.mine"), "", ""},
	{"a local that holds something else later", "game/commands/x.lua", inCommand("local who = cmd.caller\nwho = { brave = 1 }\nreturn who.brave"), "", ""},
	{"a function of another typeclass", "game/commands/x.lua", inCommand("cmd.caller:rings()"), "", ""},
	{"what a plugin that is not in use would bring", "game/commands/x.lua", inCommand("return cmd.caller:is_typeclass('other.thing')"), "", ""},
	{"arguments that a command reads itself", "game/commands/x.lua", needsMud + "return mud.command { key = 'x', syntax = '<what:here>', parse = function(cmd) return { wath = 1 } end, run = function(cmd, arg)\ncmd:msg(arg.wath)\nend }", "", ""},
	{"an argument that run sets", "game/commands/x.lua", needsMud + "return mud.command { key = 'x', syntax = '[<n:number>]', run = function(cmd, arg)\narg.count = arg.n or 1\nreturn arg.count\nend }", "", ""},
	{"a hook of the game's own", "game/typeclasses/x.lua", needsMud + "local X = mud.typeclass { key = 'x' }\nfunction X:at_object_recieve()\nself:at_object_recieve()\nend\nreturn X", "", ""},
	{"names that are made", "game/commands/x.lua", inCommand("local n = 'game.' .. arg.x\nmud.delay(1, n)\ncmd.caller.cmdset:add(n)\nreturn cmd.caller[n]"), "", ""},
	{"functions that are called by a made name", "game/typeclasses/x.lua", needsMud + "local X = mud.typeclass { key = 'x' }\nfunction X:describe_lit()\nend\nfunction X:describe_out()\nend\n" +
		"function X:at_get()\nself:describe_lit()\nself['describe_' .. self.db.state](self)\nend\nreturn X", "", ""},
	{"a text with a capital in the name of its file", "game/texts/Welcome.txt", "Hi.", "", ""},
}
