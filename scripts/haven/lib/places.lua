local mud = require("mud")

--- Finds what the map made, by its id there.
local places = {}

function places.get(id)
  return mud.find_all({ tag = id, category = "haven" })[1]
end

--- Says something in a room and, in other words, in the rooms that its exits lead to.
function places.sound(room, near, far)
  room:msg_contents(near)
  local told = { [room.id] = true }
  for _, exit in ipairs(room.exits) do
    local next_door = exit.destination
    if next_door and not told[next_door.id] then
      told[next_door.id] = true
      next_door:msg_contents(far)
    end
  end
end

return places
