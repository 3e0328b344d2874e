local mud = require("mud")
local screen = require("core.lib.connection_screen")

return mud.command {
  key = "__loginstart",
  auto_help = false,
  run = function(cmd)
    cmd:msg(screen.text())
  end,
}
