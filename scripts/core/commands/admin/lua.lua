local mud = require("mud")

return mud.command {
  key = "@lua",
  category = "admin",
  locks = "cmd:superuser()",
  arg_regex = [[^( |$)]],
  help = [[Run Lua. me is your character, here the room, session and account are yours, cmd is this command.

  @lua here.key
  @lua me.db.gold = 12]],
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "Usage: @lua <code>")
    local ok, text = mud.lua(cmd.args, cmd)
    mud.refuse_if(not ok, "{why}", { why = text })
    cmd:msg("= {text}", { text = text ~= "" and text or "nothing" })
  end,
}
