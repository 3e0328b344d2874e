local mud = require("mud")
local sky = require("weather.lib.sky")

return mud.command {
  key = "weather",
  aliases = { "sky" },
  category = "general",
  help = "See what the weather is like, where there is any.",
  run = function(cmd)
    local place = cmd.caller.location
    mud.refuse_if(not place or not place.tags:has("outdoors"), "You cannot see the sky from here.")
    cmd:msg(sky.look())
  end,
}
