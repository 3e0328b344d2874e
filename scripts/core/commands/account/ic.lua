local mud = require("mud")
local characters = require("core.lib.characters")

return mud.command {
  key = "ic",
  aliases = { "puppet" },
  category = "account",
  help = [[Play one of your characters.

  ic           the one you played last
  ic <name>    the one of that name

Builders may play anything that its lock "puppet" lets them, by its name where they stand or by its #number.]],
  run = function(cmd)
    mud.refuse_if(not cmd.session, "Only a session can play a character.")
    local name, account = cmd.argstr, cmd.account
    local character
    if name == "" then
      character = account.last_puppet or account.characters[1]
      mud.refuse_if(not character, "You have no character yet. Make one with: charcreate <name>")
    else
      character = characters.playable(cmd, name)
      mud.refuse_if(not character, "You have no character named '{name}'. Type ooc and look to see yours.", { name = name })
    end
    local ok, why = account:puppet(cmd.session, character)
    if not ok then mud.refuse(why) end
  end,
}
