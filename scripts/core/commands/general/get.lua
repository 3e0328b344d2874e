local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "get",
  aliases = { "grab", "take" },
  category = "general",
  syntax = "<what:text>",
  help = [[Pick something up.

  get <thing>
  get 3 apples      some of several
  get apples        all of them
  get all           all that lies here]],
  run = function(cmd, arg)
    local who, place = cmd.caller, cmd.caller.location
    local things = items.meant(cmd, arg.what, place and place.contents or {}, "get")
    if not things then return end
    for _, thing in ipairs(things) do
      mud.refuse_if(thing == who, "You can't pick yourself up.")
      local may = thing:access(cmd.session or who, "get", true)
      mud.refuse_if(not may, thing.db.get_err_msg or "You can't get {what}.", { what = thing })
      if thing:at_pre_get(who) == false then return end
    end
    items.move(things, who, "get", "{what} can't be picked up.")
    items.tell(who, "You pick up {what}.", "{who} picks up {what}.", { what = items.named(things) })
    for _, thing in ipairs(things) do thing:at_get(who) end
  end,
}
