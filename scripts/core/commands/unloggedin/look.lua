local mud = require("mud")
local screen = require("core.lib.connection_screen")

return mud.command {
  key = "look",
  aliases = { "l" },
  category = "login",
  help = "Show the first screen again.",
  run = function(cmd)
    cmd:msg(screen.text())
  end,
}
