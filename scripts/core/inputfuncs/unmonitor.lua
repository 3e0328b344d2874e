local mud = require("mud")
local monitors = require("core.lib.monitors")

--- Ends a monitor: { name = "hp" }.
return mud.inputfunc {
  run = function(session, data)
    monitors.remove(session, type(data) == "table" and data.name or data)
  end,
}
