local mud = require("mud")
local names = require("core.lib.names")

return mud.command {
  key = "inventory",
  aliases = { "inv", "i" },
  category = "general",
  help = "See what you carry.",
  run = function(cmd)
    local carried = cmd.caller.contents
    if #carried == 0 then return cmd:msg("You carry nothing.") end
    cmd:msg("You carry " .. names.counted(carried, cmd.caller) .. ".")
  end,
}
