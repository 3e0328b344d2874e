local mud = require("mud")

return mud.command {
  key = "unquell",
  category = "account",
  locks = "cmd:pperm(Helper)",
  help = "Play with your account's own rank again, after quell.",
  run = function(cmd)
    mud.refuse_if(not cmd.account.quelled, "You are not quelled.")
    cmd.account.quelled = false
    cmd:msg("Your account's own rank counts again.")
  end,
}
