local mud = require("mud")

--- Sends back what it is sent, for trying a client.
return mud.inputfunc {
  run = function(session, data)
    session:msg { oob = { echo = data } }
  end,
}
