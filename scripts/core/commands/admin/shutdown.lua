local mud = require("mud")

return mud.command {
  key = "@shutdown",
  category = "admin",
  locks = "cmd:perm(Developer)",
  help = "Stop the server. Everybody is told, and everything is stored: @shutdown [<reason>]",
  run = function(cmd)
    local name = cmd.account and cmd.account.key or "the system"
    mud.refuse_if(not cmd:yes_no("Stop the whole server?", false), "The server goes on.")
    mud.log("shutdown by " .. name .. " " .. cmd.argstr)
    mud.server:shutdown(cmd.argstr)
  end,
}
