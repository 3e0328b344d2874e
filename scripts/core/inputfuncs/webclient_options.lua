local mud = require("mud")

--- Keeps what the player has set in the web client with the account, and sends back all that is kept.
return mud.inputfunc {
  run = function(session, data)
    mud.refuse_if(not session.logged_in, "Log in first.")
    local kept = session.account.db.webclient_options or {}
    if type(data) == "table" then
      for name, value in pairs(data) do kept[name] = value end
      session.account.db.webclient_options = kept
    end
    session:msg { oob = { webclient_options = kept } }
  end,
}
