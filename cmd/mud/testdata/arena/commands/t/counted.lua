local mud = require("mud")

return mud.command {
  key = "@counted",
  locks = "cmd:all()",
  help = "Tell what was counted.",
  run = function(cmd)
    local account, me = cmd.account, cmd.caller
    cmd:msg(("account %d, character %d, turnstile %d, wrong%s, tally %d."):format(account.db.count or 0, me.db.count or 0,
      mud.find("turnstile").db[me.key] or 0, account.db.wrong or " none", mud.find("tally").db.total or 0))
  end,
}
