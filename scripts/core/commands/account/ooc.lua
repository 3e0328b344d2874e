local mud = require("mud")
local menu = require("core.lib.character_menu")

return mud.command {
  key = "ooc",
  aliases = { "unpuppet" },
  category = "account",
  help = "Leave your character and go out of character.",
  run = function(cmd)
    mud.refuse_if(not cmd.session, "Only a session can leave a character.")
    mud.refuse_if(not cmd.session.puppet, "You are out of character already.")
    cmd.account:unpuppet(cmd.session)
    cmd.session:msg(menu.show(cmd.account, cmd.session))
  end,
}
