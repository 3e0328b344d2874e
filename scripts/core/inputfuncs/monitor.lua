local mud = require("mud")
local monitors = require("core.lib.monitors")

--- Has each new value of something of the character sent: { name = "hp" }.
return mud.inputfunc {
  run = function(session, data)
    monitors.add(session, type(data) == "table" and data.name or data)
  end,
}
