local mud = require("mud")
local credentials = require("core.lib.credentials")
local guests = require("core.lib.guests")

--- So many wrong passwords end the connection.
local most = 5

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
    local account, why = mud.accounts:authenticate(cmd.session, name, password)
    if account then return cmd.session:login(account) end
    local store = cmd.session.ndb
    store.failed = (store.failed or 0) + 1
    if store.failed >= most then return cmd.session:disconnect(why) end
    cmd:msg(why)
  end,
}
