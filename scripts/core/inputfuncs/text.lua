local mud = require("mud")

--- A line as if it had been typed, for clients that send all by messages: "look".
return mud.inputfunc {
  run = function(session, data)
    mud.refuse_if(type(data) ~= "string", "text takes a line.")
    session:execute_cmd(data)
  end,
}
