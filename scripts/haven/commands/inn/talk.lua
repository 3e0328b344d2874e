local mud = require("mud")

return mud.command {
  key = "talk",
  category = "haven",
  syntax = "[to innkeeper]",
  help = "Have a word with the innkeeper of the Heron.",
  run = function(cmd)
    cmd:menu("haven.innkeeper", { told = 1 })
  end,
}
