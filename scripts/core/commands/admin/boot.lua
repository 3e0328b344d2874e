local mud = require("mud")

return mud.command {
  key = "@boot",
  category = "admin",
  locks = "cmd:perm(Admin)",
  help = "Disconnect an account: @boot <account> [= <reason>]",
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @boot <account> [= <reason>]")
    local account = mud.accounts:find(mud.markup(cmd.lhs))
    mud.refuse_if(not account, "There is no account '{name}'.", { name = cmd.lhs })
    local sessions = account.sessions:all()
    mud.refuse_if(#sessions == 0, "{who} is not connected.", { who = account })
    mud.refuse_if(not account:access(cmd.session or cmd.caller, "boot", true), "You may not boot {who}.", { who = account })
    local reason = "You have been disconnected by " .. (cmd.account and mud.escape(cmd.account.key) or "the system") .. "."
    if cmd.rhs then reason = reason .. " Reason: " .. mud.escape(cmd.rhs) end
    for _, s in ipairs(sessions) do s:disconnect(reason) end
    mud.log("boot " .. account.key .. " by " .. (cmd.account and cmd.account.key or "?"))
    cmd:msg("You booted {who}.", { who = account })
  end,
}
