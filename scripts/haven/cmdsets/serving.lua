local mud = require("mud")

--- What one can do with something to eat or drink. Several servings are one command, which asks which.
return mud.cmdset { key = "serving", duplicates = false, commands = { "serving.have" } }
