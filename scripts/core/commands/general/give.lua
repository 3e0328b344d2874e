local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "give",
  category = "general",
  syntax = "<what:carried> (to|=) <who:character>",
  help = "Hand something that you carry to somebody: give <thing> to <person>",
  run = function(cmd, arg)
    local giver, getter, thing = cmd.caller, arg.who, arg.what
    mud.refuse_if(getter == giver, "You keep {what} to yourself.", { what = thing })
    if thing:at_pre_give(giver, getter) == false then return end
    mud.refuse_if(not items.move(thing, getter, "give"), "{who} can't take {what}.", { who = getter, what = thing })
    items.tell(giver, "You give {what} to {to}.", "{who} gives {what} to {to}.", { what = thing, to = getter })
    thing:at_give(giver, getter)
  end,
}
