local mud = require("mud")
local Thing = require("core.typeclasses.thing")

--- A well that gives back what is called into it.
return mud.typeclass { key = "well", extends = Thing, locks = "get:false()", cmdsets = { "haven.well" } }
