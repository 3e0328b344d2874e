local mud = require("mud")

--- What one can do beside the well.
return mud.cmdset { key = "well", commands = { "well.call" } }
