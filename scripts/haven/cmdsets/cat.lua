local mud = require("mud")

--- What one can do beside the cat.
return mud.cmdset { key = "cat", commands = { "cat.pet" } }
