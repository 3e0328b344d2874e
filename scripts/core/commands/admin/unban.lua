local mud = require("mud")

return mud.command {
  key = "@unban",
  category = "admin",
  locks = "cmd:perm(Admin)",
  syntax = "<n:number>",
  help = "Lift a ban by its number in the list of @ban.",
  run = function(cmd, arg)
    local ok, why = mud.bans:remove(arg.n)
    mud.refuse_if(not ok, "{why}", { why = why })
    cmd:msg("The ban is lifted.")
  end,
}
