local mud = require("mud")
local options = require("core.lib.options")

--- Sets protocol flags, { SCREENREADER = true, … }, and sends back what they are then.
return mud.inputfunc {
  run = function(session, data)
    if type(data) == "table" then
      for name, value in pairs(data) do
        local ok, why = session:set_flag(name, value)
        mud.refuse_if(not ok, why)
      end
    end
    session:msg { oob = { client_options = options.all(session) } }
  end,
}
