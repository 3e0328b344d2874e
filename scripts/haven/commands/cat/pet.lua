local mud = require("mud")
local items = require("core.lib.items")

--- How the cat takes it, one after another.
local answers = {
  "The cat leans into it, eyes half closed.",
  "The cat allows it.",
  "The cat looks at the hand, then at the sky, and stays.",
  "The cat begins to purr, and seems surprised by it.",
}

return mud.command {
  key = "pet",
  aliases = { "stroke" },
  category = "haven",
  syntax = "[<what:object>]",
  help = "Pet the cat, if it is here.",
  run = function(cmd, arg)
    local cat = cmd.obj
    mud.refuse_if(arg.what and arg.what ~= cat, "{what} would rather not.", { what = arg.what })
    cat.db.petted = (cat.db.petted or 0) + 1
    items.tell(cmd.caller, "You pet {cat}.", "{who} pets {cat}.", { cat = cat })
    cmd.caller.location:msg_contents(answers[cat.db.petted % #answers + 1])
  end,
}
