local mud = require("mud")
return mud.command {
  key = "password",
  category = "account",
  help = [[Change your password. You are asked for it, unseen.

  password
  password <old> = <new>]],
  run = function(cmd)
    local old, new = cmd.lhs, cmd.rhs
    if not new then
      old = cmd:ask("Your old password: ", { hide = true })
      new = cmd:ask("A new password: ", { hide = true })
      local again = cmd:ask("The new one again: ", { hide = true })
      mud.refuse_if(new ~= again, "The two differ. Your password is unchanged.")
    end
    mud.refuse_if(not cmd.account:check_password(old), "That is not your password. It is unchanged.")
    local ok, why = cmd.account:set_password(new)
    mud.refuse_if(not ok, why)
    cmd:msg("Your password is changed.")
  end,
}
