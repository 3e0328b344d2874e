local mud = require("mud")
local login = require("core.lib.login")

--- Logs in with what a client has stored. Without anything stored it says so, and the player types.
return mud.inputfunc {
  run = function(session, data)
    if session.logged_in or type(data) ~= "table" or not data.account or not data.password then return end
    local ok, why = login.try(session, tostring(data.account), tostring(data.password))
    if not session.gone then session:msg { oob = { ["Char.Login.Result"] = { success = ok, message = why } } } end
  end,
}
