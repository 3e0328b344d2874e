local mud = require("mud")
local draft = require("chargen.lib.draft")

return mud.command {
  key = "discard",
  category = "account",
  help = "Forget the character that you are making in this session.",
  run = function(cmd)
    draft.drop(cmd.session)
    cmd:msg("It is forgotten.")
  end,
}
