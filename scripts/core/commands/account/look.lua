local mud = require("mud")
local menu = require("core.lib.character_menu")

return mud.command {
  key = "look",
  aliases = { "l", "ls" },
  category = "account",
  help = "Show your sessions and characters.",
  run = function(cmd)
    cmd:msg(menu.show(cmd.account, cmd.session))
  end,
}
