local mud = require("mud")

--- What one can do beside a bell.
return mud.cmdset { key = "bell", commands = { "bell.ring" } }
