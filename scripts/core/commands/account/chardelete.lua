local mud = require("mud")
local characters = require("core.lib.characters")
local oob = require("core.lib.oob")

return mud.command {
  key = "chardelete",
  category = "account",
  syntax = "<name:text>",
  help = "Delete one of your characters, for good.",
  run = function(cmd, arg)
    local character = characters.find(cmd.account, arg.name)
    mud.refuse_if(not character, "You have no character named '{name}'.", { name = arg.name })
    local sure = cmd:yes_no(mud.format("Delete {who} for good?", { who = character }), false)
    mud.refuse_if(not sure, "Nothing is deleted.")
    mud.refuse_if(characters.find(cmd.account, arg.name) ~= character, "It is gone already.")
    local name = character.key
    cmd.account:remove_character(character)
    mud.refuse_if(not character:delete(), "That character cannot be deleted.")
    if cmd.session then oob.choices(cmd.account, cmd.session) end
    cmd:msg("{name} is gone.", { name = name })
  end,
}
