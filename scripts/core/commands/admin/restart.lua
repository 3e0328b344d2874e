local mud = require("mud")

return mud.command {
  key = "@restart",
  category = "admin",
  locks = "cmd:perm(Developer)",
  help = [[Have a new server take over, from the program file as it is now.

Nobody is disconnected, and what players type meanwhile is done by the new server. What is in ndb is lost, and so are
questions that wait for an answer. Where a new program does not come up, the one before it is started again, and you
are told.]],
  run = function(cmd)
    mud.log("restart by " .. cmd.account.key)
    mud.server:restart(cmd)
  end,
}
