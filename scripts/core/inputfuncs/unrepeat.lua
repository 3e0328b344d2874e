local mud = require("mud")
local repeats = require("core.lib.repeats")

--- Ends a repeat: { name = "vitals" }.
return mud.inputfunc {
  run = function(session, data)
    repeats.remove(session, type(data) == "table" and data.name or data)
  end,
}
