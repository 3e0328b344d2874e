local mud = require("mud")

--- Where characters begin.
local rooms = {}

--- The room with the tag "start" of the category "core"; the first one made if there are several.
function rooms.start()
  return mud.find_all({ tag = "start", category = "core" })[1] or mud.find_all({ typeclass = "core.room" })[1]
end

return rooms
