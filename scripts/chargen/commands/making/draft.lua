local mud = require("mud")
local draft = require("chargen.lib.draft")

return mud.command {
  key = "draft",
  category = "account",
  help = "See the character that you are making in this session.",
  run = function(cmd)
    cmd:msg(draft.text(draft.begin(cmd.session)))
  end,
}
