local mud = require("mud")

--- What one can do at an inn.
return mud.cmdset { key = "inn", commands = { "inn.order", "inn.talk", "inn.toast" } }
