local mud = require("mud")

return mud.command {
  key = "@perm",
  category = "admin",
  locks = "cmd:perm(Developer)",
  switches = { "account", "del" },
  help = [[See, give or take the rank of an account.

  @perm <account>
  @perm <account> = <rank>          Guest, Player, Helper, Builder, Admin or Developer
  @perm/del <account> = <rank>]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @perm[/del] <account> [= <rank>]")
    local account = mud.accounts:find(mud.markup(cmd.lhs))
    mud.refuse_if(not account, "There is no account '{name}'.", { name = cmd.lhs })
    if cmd.rhs then
      mud.refuse_if(account == cmd.account and not account.superuser, "You can't change your own rank.")
      local perm = mud.markup(cmd.rhs)
      if cmd.switches.del then account.permissions:remove(perm) else account.permissions:add(perm) end
    end
    local all = account.permissions:all()
    cmd:msg("{who} has: {perms}", {
      who = account, perms = account.superuser and "superuser" or #all > 0 and table.concat(all, ", ") or "none",
    })
  end,
}
