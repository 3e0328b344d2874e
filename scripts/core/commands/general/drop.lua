local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "drop",
  category = "general",
  syntax = "<what:carried>",
  help = "Put down something that you carry: drop <thing>",
  run = function(cmd, arg)
    local who, thing = cmd.caller, arg.what
    mud.refuse_if(not who.location, "There is no place to put it.")
    mud.refuse_if(not thing:access(who, "drop", true), "You can't drop {what}.", { what = thing })
    if thing:at_pre_drop(who) == false then return end
    mud.refuse_if(not items.move(thing, who.location, "drop"), "{what} can't be dropped here.", { what = thing })
    items.tell(who, "You drop {what}.", "{who} drops {what}.", { what = thing })
    thing:at_drop(who)
  end,
}
