local mud = require("mud")
local texts = require("core.lib.texts")

return mud.command {
  key = "quit",
  category = "account",
  switches = { "all" },
  help = [[Leave the game.

  quit        closes this connection
  quit/all    closes all connections of your account]],
  run = function(cmd)
    mud.refuse_if(not cmd.session, "Only a session can quit.")
    local sessions = cmd.account.sessions:all()
    local others = #sessions - 1
    if cmd.switches.all then
      for _, s in ipairs(sessions) do s:disconnect(texts.text("goodbye")) end
      return
    end
    local text = texts.text("goodbye")
    if others == 1 then text = "Goodbye. One session is still connected." end
    if others > 1 then text = "Goodbye. " .. others .. " sessions are still connected." end
    cmd.session:disconnect(text)
  end,
}
