local mud = require("mud")
local items = require("core.lib.items")
local places = require("haven.lib.places")

return mud.command {
  key = "ring",
  category = "haven",
  syntax = "[<what:object>]",
  help = "Ring the bell that is here. Half the town will hear it.",
  run = function(cmd, arg)
    local bell, room = cmd.obj, cmd.caller.location
    mud.refuse_if(arg.what and arg.what ~= bell, "{what} can't be rung.", { what = arg.what })
    items.tell(cmd.caller, "You pull the rope of {bell}.", "{who} pulls the rope of {bell}.", { bell = bell })
    places.sound(room, "The bell speaks, one deep round note that stays a while in the floor.",
      "A bell rings, not far away.")
  end,
}
