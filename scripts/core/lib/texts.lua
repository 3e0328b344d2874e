local mud = require("mud")

--- What texts/<name>.txt of the plugins say, as players are told it.
local texts = {}

--- The text of a name. Each may have {game}, {players}, who have logged in, and {uptime} in it.
function texts.text(name)
  return mud.format(mud.texts.get(name),
    { game = mud.game.name, players = mud.sessions:count(), uptime = mud.time.format(mud.time.uptime()) })
end

--- Tells a session a text. One that is empty is not told.
function texts.tell(session, name)
  local text = texts.text(name)
  if text ~= "" then session:msg(text) end
end

return texts
