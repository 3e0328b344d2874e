local mud = require("mud")

--- Sends the names of all input functions.
return mud.inputfunc {
  run = function(session)
    session:msg { oob = { get_inputfuncs = mud.inputfuncs } }
  end,
}
