local mud = require("mud")
local Object = require("core.typeclasses.object")

--- A place that characters can be in.
local Room = mud.typeclass {
  key = "room",
  extends = Object,
  locks = "get:false();puppet:false();teleport:false();teleport_here:all()",
}

function Room:get_display_title(looker)
  return "|c" .. self:get_display_name(looker) .. "|n"
end

function Room:at_desc(looker)
  return self.db.desc or "An empty place, waiting for a builder's words."
end

return Room
