local mud = require("mud")
local texts = require("core.lib.texts")

return mud.command {
  key = "__loginstart",
  auto_help = false,
  run = function(cmd)
    texts.tell(cmd.session, "connection")
  end,
}
