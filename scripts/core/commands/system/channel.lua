local mud = require("mud")
local channels = require("core.lib.channels")

--- Run when a player types the name of a channel.
return mud.command {
  key = "__channel",
  auto_help = false,
  run = function(cmd)
    channels.speak(cmd, cmd.obj, cmd.argstr)
  end,
}
