local mud = require("mud")
local Thing = require("core.typeclasses.thing")

--- A bell that whoever stands by it can ring.
return mud.typeclass { key = "bell", extends = Thing, locks = "get:false()", cmdsets = { "haven.bell" } }
