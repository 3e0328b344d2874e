local mud = require("mud")
local typed = require("core.lib.typed")

return mud.command {
  key = "help",
  aliases = { "h", "?" },
  category = "login",
  help = "Show what you can do before you log in.",
  run = function(cmd)
    local lines = { "You are not logged in yet. You can:" }
    for _, c in ipairs(cmd.cmdset:commands()) do
      local first = c.help:match("^[^\n]*")
      table.insert(lines, "  |w" .. mud.text.pad(c.key, 14) .. "|n" .. typed.mark(first))
    end
    cmd:msg(table.concat(lines, "\n"))
  end,
}
