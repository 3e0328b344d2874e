local mud = require("mud")
local repeats = require("core.lib.repeats")

--- Has a value sent again and again: { name = "vitals", seconds = 5 }. The names are those of get_value.
return mud.inputfunc {
  run = function(session, data)
    mud.refuse_if(type(data) ~= "table", "repeat takes a name and seconds.")
    repeats.add(session, data.name, data.seconds)
  end,
}
