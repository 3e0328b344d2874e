local mud = require("mud")
local login = require("core.lib.login")

--- Logs in: { name = "ann", password = "…" }.
return mud.inputfunc {
  run = function(session, data)
    mud.refuse_if(type(data) ~= "table" or not data.name or not data.password, "login takes a name and a password.")
    if session.logged_in then return end
    local ok, why = login.try(session, tostring(data.name), tostring(data.password))
    if not session.gone then session:msg { oob = { login = { success = ok, message = why } } } end
  end,
}
