local mud = require("mud")
local characters = require("core.lib.characters")
local credentials = require("core.lib.credentials")

return mud.command {
  key = "create",
  aliases = { "cre", "cr" },
  category = "login",
  help = [[Make a new account and log in with it.

  create <name> <password>
  create "<name of several words>" <password>

A password has at least eight characters and may be several words.]],
  run = function(cmd)
    local name, password = credentials.parse(cmd.argstr)
    mud.refuse_if(not name, 'Usage: create <name> <password>. Put a name of several words in quotes: create "Old Tom" <password>')
    local taken = mud.rules.auto_create_character and characters.taken(name) and not mud.accounts:find(name)
    mud.refuse_if(taken, "There is a character named '{name}' already, and yours would have that name. Choose another.", { name = name })
    local account, why = mud.accounts:create(cmd.session, name, password)
    mud.refuse_if(not account, why)
    cmd.session:login(account)
  end,
}
