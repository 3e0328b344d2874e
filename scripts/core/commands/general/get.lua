local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "get",
  aliases = { "grab", "take" },
  category = "general",
  syntax = "<what:here>",
  help = "Pick something up: get <thing>",
  run = function(cmd, arg)
    local who, thing = cmd.caller, arg.what
    mud.refuse_if(thing == who, "You can't pick yourself up.")
    mud.refuse_if(not thing:access(who, "get", true), thing.db.get_err_msg or "You can't get {what}.", { what = thing })
    if thing:at_pre_get(who) == false then return end
    mud.refuse_if(not items.move(thing, who, "get"), "{what} can't be picked up.", { what = thing })
    items.tell(who, "You pick up {what}.", "{who} picks up {what}.", { what = thing })
    thing:at_get(who)
  end,
}
