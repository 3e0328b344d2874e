local mud = require("mud")

return mud.command {
  key = "ooc",
  aliases = { "unpuppet" },
  category = "account",
  help = "Leave your character and go out of character.",
  run = function(cmd)
    mud.refuse_if(not cmd.session, "Only a session can leave a character.")
    mud.refuse_if(not cmd.session.puppet, "You are out of character already.")
    cmd.account:unpuppet(cmd.session)
    cmd.session:msg(cmd.account:at_look(cmd.session))
  end,
}
