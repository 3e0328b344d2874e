local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "drop",
  category = "general",
  syntax = "<what:text>",
  help = [[Put down something that you carry.

  drop <thing>
  drop 3 apples     some of several
  drop apples       all of them
  drop all          all that you carry]],
  run = function(cmd, arg)
    local who = cmd.caller
    mud.refuse_if(not who.location, "There is no place to put it.")
    local things = items.meant(cmd, arg.what, who.contents, "drop")
    if not things then return end
    for _, thing in ipairs(things) do
      mud.refuse_if(not thing:access(cmd.session or who, "drop", true), "You can't drop {what}.", { what = thing })
      if thing:at_pre_drop(who) == false then return end
    end
    items.move(things, who.location, "drop", "{what} can't be dropped here.")
    items.tell(who, "You drop {what}.", "{who} drops {what}.", { what = items.named(things) })
    for _, thing in ipairs(things) do thing:at_drop(who) end
  end,
}
