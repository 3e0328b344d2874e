local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "give",
  category = "general",
  syntax = "<what:text> (to|=) <who:character>",
  help = [[Hand something that you carry to somebody.

  give <thing> to <person>
  give 3 apples to <person>
  give all to <person>]],
  run = function(cmd, arg)
    local giver, getter = cmd.caller, arg.who
    local things = items.meant(cmd, arg.what, giver.contents, "give")
    if not things then return end
    mud.refuse_if(getter == giver, "You keep {what} to yourself.", { what = items.named(things) })
    for _, thing in ipairs(things) do
      mud.refuse_if(not thing:access(cmd.session or giver, "give", true), "You can't give {what} away.", { what = thing })
      if thing:at_pre_give(giver, getter) == false then return end
    end
    items.move(things, getter, "give", "{who} can't take {what}.")
    items.tell(giver, "You give {what} to {to}.", "{who} gives {what} to {to}.", { what = items.named(things), to = getter })
    for _, thing in ipairs(things) do thing:at_give(giver, getter) end
  end,
}
