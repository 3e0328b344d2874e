local mud = require("mud")

return mud.hook {
  run = function()
    mud.create.object { key = "turnstile", location = mud.find("The Square") }
    mud.create.object { key = "tally" }
  end,
}
