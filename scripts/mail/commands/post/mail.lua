local mud = require("mud")
local letters = require("mail.lib.letters")

return mud.command {
  key = "mail",
  category = "comms",
  help = [[Read your letters, or write one.

mail shows the letters that you have; mail NAME = TEXT writes to an account.]],
  run = function(cmd)
    if not cmd.rhs then
      mud.refuse_if(cmd.args:trim() ~= "", "Write mail NAME = TEXT.")
      mud.refuse_if(#letters.of(cmd.account) == 0, "You have no letters.")
      return cmd:menu("mail.box")
    end
    local to = mud.accounts:find(cmd.lhs)
    mud.refuse_if(not to, "There is no account {name}.", { name = cmd.lhs })
    mud.refuse_if(cmd.rhs:trim() == "", "And what do you want to write?")
    letters.send(cmd.account, to, cmd.rhs:trim())
    cmd:msg("Your letter to {to} is on its way.", { to = to.key })
  end,
}
