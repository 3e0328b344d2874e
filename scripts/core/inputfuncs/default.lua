local mud = require("mud")

--- What no other input function takes: clients may send what they like.
return mud.inputfunc {
  run = function(session, data, name)
    mud.refuse("This game has no input function {name}.", { name = name })
  end,
}
