local mud = require("mud")
local Room = require("core.typeclasses.room")

--- A room where one can order something.
return mud.typeclass { key = "inn", extends = Room, cmdsets = { "haven.inn" } }
