local mud = require("mud")
local credentials = require("core.lib.credentials")

return mud.command {
  key = "connect",
  aliases = { "conn", "con", "co" },
  category = "login",
  help = [[Log in with your account.

  connect <name> <password>
  connect "<name of several words>" <password>]],
  run = function(cmd)
    local name, password = credentials.parse(cmd.argstr)
    mud.refuse_if(not name, 'Usage: connect <name> <password>. Put a name of several words in quotes: connect "Old Tom" <password>')
    local account, why = mud.accounts:authenticate(cmd.session, name, password)
    mud.refuse_if(not account, why)
    cmd.session:login(account)
  end,
}
