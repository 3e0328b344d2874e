local mud = require("mud")

--- The first thing that anybody sees.
local screen = {}

function screen.text()
  return table.concat({
    "",
    "  |c" .. mud.escape(mud.game.name) .. "|n",
    "",
    "  If you have an account:   |wconnect <name> <password>|n",
    "  If you need one:          |wcreate <name> <password>|n",
    "",
    "  Put a name of several words in quotes. |whelp|n tells more, |wquit|n leaves.",
    "",
  }, "\n")
end

return screen
