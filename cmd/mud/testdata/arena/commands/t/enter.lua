local mud = require("mud")

return mud.command {
  key = "enter",
  locks = "cmd:all()",
  syntax = "<name:word> [<hall:word>]",
  help = "Come in under a name without a password, and stand in a hall.",
  run = function(cmd, arg)
    local account, why = mud.accounts:guest(cmd.session, arg.name)
    mud.refuse_if(not account, why)
    cmd.session:login(account)
    if not arg.hall then return end
    local hall = mud.find(arg.hall) or mud.create.object { key = arg.hall, typeclass = "core.room" }
    cmd.session.puppet:move_to(hall, { quiet = true })
  end,
}
