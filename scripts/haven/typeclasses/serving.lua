local mud = require("mud")
local Thing = require("core.typeclasses.thing")

--- Something from the kitchen. It can be had anywhere, not only at the inn.
return mud.typeclass { key = "serving", extends = Thing, cmdsets = { "haven.serving" } }
