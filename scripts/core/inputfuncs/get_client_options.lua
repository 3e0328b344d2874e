local mud = require("mud")
local options = require("core.lib.options")

--- Sends the protocol flags.
return mud.inputfunc {
  run = function(session)
    session:msg { oob = { client_options = options.all(session) } }
  end,
}
