local mud = require("mud")
local values = require("core.lib.values")

--- Values that clients are sent every so many seconds: repeat and unrepeat.
local repeats = {}

--- How often at most, and how seldom.
local shortest, longest = 1, 3600

local function id(sessid, name)
  return "repeat-" .. sessid .. "-" .. name
end

function repeats.add(session, name, seconds)
  mud.refuse_if(type(seconds) ~= "number" or seconds < shortest or seconds > longest, "repeat takes from {a} to {b} seconds.",
    { a = shortest, b = longest })
  values.get(session, name) -- refuses what is no value
  mud.ticker.add(seconds, "core.lib.repeats.beat", { id = id(session.sessid, name), session.sessid, name })
end

function repeats.remove(session, name)
  mud.ticker.remove(id(session.sessid, tostring(name)))
end

--- Sends the value once more, or ends when the session has.
function repeats.beat(sessid, name)
  local session = mud.sessions:get(sessid)
  if not session or not session.logged_in then return mud.ticker.remove(id(sessid, name)) end
  session:msg { oob = { ["repeat"] = { name = name, value = values.get(session, name) } } }
end

return repeats
