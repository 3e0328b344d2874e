local mud = require("mud")
local places = require("haven.lib.places")

--- The clock of the tower, which is right about the order of the hours and about nothing else.
local clock = {}

local words = { "once", "twice", "three times", "four times", "five times", "six times",
  "seven times", "eight times", "nine times", "ten times", "eleven times", "twelve times" }

--- Called by a ticker.
function clock.strike()
  local tower = places.get("tower")
  if not tower then return end
  local hour = (tower.db.hour or 0) % 12 + 1
  tower.db.hour = hour
  places.sound(tower, "Above you the clock gathers itself and strikes " .. words[hour] .. ".",
    "From the tower the clock strikes " .. words[hour] .. ".")
end

return clock
