local mud = require("mud")

return mud.command {
  key = "@reset",
  category = "admin",
  locks = "cmd:perm(Developer)",
  help = [[Have a new server take over as after a shutdown: everybody goes out of character, and the hooks of a cold end and
start run. Nobody is disconnected.]],
  run = function(cmd)
    mud.log("reset by " .. cmd.account.key)
    mud.server:reset(cmd)
  end,
}
