local mud = require("mud")
local help = require("core.lib.help")

return mud.command {
  key = "help",
  aliases = { "?" },
  category = "general",
  help = [[Learn what there is to do.

  help              lists everything
  help <name>       about a command or a topic]],
  run = function(cmd)
    if cmd.argstr == "" then return cmd:msg(help.index(cmd)) end
    local text = help.topic(cmd, cmd.argstr)
    mud.refuse_if(not text, "There is no help about '{name}'. Type help for a list.", { name = cmd.argstr })
    cmd:msg(text)
  end,
}
