local mud = require("mud")
local texts = require("core.lib.texts")

return mud.command {
  key = "look",
  aliases = { "l" },
  category = "login",
  help = "Show the first screen again.",
  run = function(cmd)
    texts.tell(cmd.session, "connection")
  end,
}
