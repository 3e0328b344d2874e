local mud = require("mud")

--- What a client may ask for by name: get_value, and repeat.
local values = {}

local readers = {
  name = function(session) return (session.puppet or session.account).key end,
  account = function(session) return session.account.key end,
  location = function(session) return session.puppet and session.puppet.location and session.puppet.location.key end,
  servername = function() return mud.game.name end,
  uptime = function() return mud.time.uptime() end,
  vitals = function(session) return session.puppet and session.puppet.get_vitals and session.puppet:get_vitals() end,
}

--- The names that there are.
function values.names()
  local out = {}
  for name in pairs(readers) do table.insert(out, name) end
  table.sort(out)
  return out
end

--- Returns the value of a name; nil, and why there is none.
function values.get(session, name)
  local read = readers[name]
  mud.refuse_if(not read, "There is no value {name}. There are {names}.", { name = tostring(name), names = mud.text.list(values.names()) })
  mud.refuse_if(not session.logged_in, "Log in first.")
  return read(session)
end

return values
