local mud = require("mud")
local monitors = require("core.lib.monitors")

--- Sends the names of what is monitored.
return mud.inputfunc {
  run = function(session)
    session:msg { oob = { monitored = mud.array(monitors.names(session)) } }
  end,
}
