local mud = require("mud")

--- Say here who has it, and when.
return mud.cmdset {
  key = "{{.Key}}",
  priority = 10, -- over the character's own commands, which have 0
  commands = {},
}
