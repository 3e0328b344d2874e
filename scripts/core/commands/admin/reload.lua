local mud = require("mud")

return mud.command {
  key = "@reload",
  category = "admin",
  locks = "cmd:perm(Developer)",
  help = [[Take all scripts from disk while people play. Nobody is disconnected.

If anything is wrong with a script, the old ones go on and you are told where the mistake is.]],
  run = function(cmd)
    local ok, report = mud.server:reload(cmd)
    cmd:msg((ok and "" or "|rNot reloaded; the old scripts go on.|n\n") .. mud.escape(report))
  end,
}
