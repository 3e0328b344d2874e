local mud = require("mud")
local places = require("haven.lib.places")

--- The ways of the cat.
local cat = {}

--- Called by a ticker: the cat goes where it likes, through one of the exits.
function cat.wander()
  local self = places.get("cat")
  if not self or not self.location or self.location.destination or #self.location.exits == 0 then return end
  local exits = self.location.exits
  local exit = exits[mud.random(#exits)]
  if exit.destination then self:move_to(exit.destination, { kind = "wander" }) end
end

return cat
