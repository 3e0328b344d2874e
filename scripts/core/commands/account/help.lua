local mud = require("mud")
local help = require("core.lib.help")

return mud.command {
  key = "help",
  aliases = { "?" },
  category = "general",
  help = [[Learn what there is to do.

  help                  lists everything
  help <name>           about a command, a topic, or all of a category
  help <name>/<part>    about a part of it

Long texts come a page at a time; option pager off shows them whole.]],
  run = function(cmd)
    cmd:page(cmd.args:trim() == "" and help.index(cmd) or help.topic(cmd, cmd.args:trim()))
  end,
}
