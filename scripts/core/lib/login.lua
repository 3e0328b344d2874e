local mud = require("mud")

--- Logging in with a name and a password, whatever way they came.
local login = {}

--- So many wrong passwords end the connection.
local most = 5

--- Returns whether it went well, and why not.
function login.try(session, name, password)
  local account, why = mud.accounts:authenticate(session, name, password)
  if account then
    session:login(account)
    return true
  end
  local store = session.ndb
  store.failed = (store.failed or 0) + 1
  if store.failed >= most then session:disconnect(why) end
  return false, why
end

return login
