local mud = require("mud")
local pages = require("core.lib.pages")

return mud.command {
  key = "reply",
  category = "comms",
  syntax = "<text:rest>",
  help = "Answer who paged you last.",
  run = function(cmd, arg)
    local who = (cmd.account or cmd.caller).ndb.paged_by
    mud.refuse_if(not who, "Nobody has paged you yet.")
    pages.send(cmd, { who }, arg.text)
  end,
}
