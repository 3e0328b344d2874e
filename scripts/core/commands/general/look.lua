local mud = require("mud")
local oob_room = require("core.lib.oob_room")

return mud.command {
  key = "look",
  aliases = { "l", "ls" },
  category = "general",
  syntax = "[at] [<what:object>]",
  help = [[See where you are, or something more closely.

  look
  look <thing, person or exit>]],
  run = function(cmd, arg)
    local who = cmd.caller
    local target = arg.what or who.location
    mud.refuse_if(not target, "You are nowhere, and there is nothing to see.")
    cmd:msg(who:at_look(target), { type = "look" })
    if target == who.location then oob_room.room(who) end
  end,
}
