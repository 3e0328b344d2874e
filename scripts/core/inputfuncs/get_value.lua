local mud = require("mud")
local values = require("core.lib.values")

--- Sends one value: { name = "location" } gives { name = "location", value = "Inn" }.
return mud.inputfunc {
  run = function(session, data)
    local name = type(data) == "table" and data.name or data
    session:msg { oob = { get_value = { name = name, value = values.get(session, name) } } }
  end,
}
