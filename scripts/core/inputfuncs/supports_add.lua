local mud = require("mud")
local oob = require("core.lib.oob")

--- The client wants more modules: it is told all that is known of them.
return mud.inputfunc {
  run = function(session)
    oob.welcome(session)
  end,
}
