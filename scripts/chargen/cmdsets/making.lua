local mud = require("mud")

--- Given to the one session that makes a character, as long as it does; the account's other sessions never see it.
return mud.cmdset { key = "making", priority = 1, commands = { "making.draft", "making.discard" } }
