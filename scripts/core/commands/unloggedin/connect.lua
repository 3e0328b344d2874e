local mud = require("mud")
local credentials = require("core.lib.credentials")
local guests = require("core.lib.guests")
local login = require("core.lib.login")

return mud.command {
  key = "connect",
  aliases = { "conn", "con", "co" },
  category = "login",
  help = [[Log in with your account.

  connect <name> <password>
  connect "<name of several words>" <password>
  connect guest                    where guests are let in]],
  run = function(cmd)
    if cmd.argstr:lower() == "guest" then return guests.enter(cmd.session) end
    local name, password = credentials.parse(cmd.argstr)
    mud.refuse_if(not name, 'Usage: connect <name> <password>. Put a name of several words in quotes: connect "Old Tom" <password>')
    local ok, why = login.try(cmd.session, name, password)
    if not ok and not cmd.session.gone then cmd:msg(why) end
  end,
}
