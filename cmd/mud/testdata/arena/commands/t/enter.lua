local mud = require("mud")

return mud.command {
  key = "enter",
  locks = "cmd:all()",
  help = "Come in under a name without a password.",
  run = function(cmd)
    local account, why = mud.accounts:guest(cmd.session, cmd.argstr)
    mud.refuse_if(not account, why)
    cmd.session:login(account)
  end,
}
