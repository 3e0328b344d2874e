local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "have",
  aliases = { "eat", "drink" },
  category = "haven",
  syntax = "<what:carried>",
  help = "Eat or drink what you ordered: have <thing>",
  run = function(cmd, arg)
    mud.refuse_if(not arg.what:is_typeclass("haven.serving"), "{what} would not agree with you.", { what = arg.what })
    local name = arg.what.key
    arg.what:delete()
    items.tell(cmd.caller, "You finish {name}, slowly.", "{who} finishes {name}.", { name = name })
  end,
}
