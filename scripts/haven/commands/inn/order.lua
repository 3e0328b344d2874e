local mud = require("mud")
local items = require("core.lib.items")

--- What the Heron has.
local menu = {
  ale = "a mug of brown ale",
  tea = "a bowl of smoky tea",
  soup = "a dish of leek soup",
  pear = "a pear in honey",
}

return mud.command {
  key = "order",
  category = "haven",
  help = [[Order something at the inn.

  order           what there is
  order ale       brings it to you]],
  run = function(cmd)
    local who, what = cmd.caller, cmd.argstr:lower()
    if what == "" then
      return cmd:msg("A slate on the wall says: ale, tea, soup, pear. Nothing about money.")
    end
    local name = menu[what]
    mud.refuse_if(not name, "There is no {what} today. The slate says: ale, tea, soup, pear.", { what = cmd.argstr })
    items.tell(who, "You order {name}.", "{who} orders {name}.", { name = name })
    mud.sleep(2)
    if not who.location then return end
    mud.create.object { key = name, aliases = { what }, typeclass = "haven.serving", location = who, home = who.location }
    who:msg("The innkeeper sets {name} before you without a word, and you take it.", { name = name })
  end,
}
