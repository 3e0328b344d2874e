local mud = require("mud")
local Object = require("core.typeclasses.object")

--- Anything that can be carried about.
return mud.typeclass { key = "thing", extends = Object }
