local mud = require("mud")
local online = require("core.lib.online")

--- Who is in the game, for clients that show it beside the text.
return mud.inputfunc {
  run = function(session)
    if not session.logged_in then return end
    local players, now = mud.array {}, mud.time.now()
    for _, s in ipairs(online.sessions()) do
      local name = mud.plain(s.account:get_display_name(session.account))
      table.insert(players, { name = name, idle = mud.time.format(now - s.cmd_last_visible) })
    end
    session:msg { oob = { ["Game.Who"] = { players = players } } }
  end,
}
