local mud = require("mud")

return mud.command {
  key = "look",
  aliases = { "l", "ls" },
  category = "account",
  help = "Show your sessions and characters.",
  run = function(cmd)
    cmd:msg(cmd.account:at_look(cmd.session))
  end,
}
