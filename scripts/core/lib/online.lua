local mud = require("mud")

--- Who is in the game.
local online = {}

--- A session of each account that is logged in, the first first. Who is away and may come back is left out.
function online.sessions()
  local list, seen = {}, {}
  for _, session in ipairs(mud.sessions:all()) do
    if not seen[session.account] and not session.protocol_flags.LINKDEAD then
      seen[session.account] = true
      table.insert(list, session)
    end
  end
  return list
end

return online
