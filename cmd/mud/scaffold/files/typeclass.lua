local mud = require("mud")
local Thing = require("core.typeclasses.thing")

--- Say here what it is.
local Class = mud.typeclass { key = "{{.Key}}", extends = Thing, db = { desc = "It is a {{.Key}}.", taken = 0 } }

--- at_get is called when somebody has picked it up.
function Class:at_get(getter)
  Thing.at_get(self, getter)
  self.db.taken = self.db.taken + 1
end

return Class
