local mud = require("mud")

--- What belongs to one connection rather than to its account.
return mud.cmdset { key = "session", priority = -20, commands = { "session.sessions" } }
