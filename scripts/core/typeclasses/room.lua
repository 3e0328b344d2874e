local mud = require("mud")
local Object = require("core.typeclasses.object")
local names = require("core.lib.names")

--- A place that characters can be in.
local Room = mud.typeclass {
  key = "room",
  extends = Object,
  locks = "get:false();puppet:false();teleport_here:all()",
}

function Room:at_desc(looker)
  return self.db.desc or "An empty place, waiting for a builder's words."
end

--- The room with what is in it, each kind on a line of its own.
function Room:return_appearance(looker)
  local exits, characters, things = {}, {}, {}
  for _, obj in ipairs(self.contents) do
    if obj ~= looker and obj:access(looker, "view", true) then
      local list = obj.destination and exits or obj:is_typeclass("core.character") and characters or things
      table.insert(list, obj)
    end
  end
  local lines = { "|c" .. self:get_display_name(looker) .. "|n", self:at_desc(looker) }
  if #exits > 0 then table.insert(lines, "|wExits:|n " .. names.links(exits, looker)) end
  if #characters > 0 then table.insert(lines, "|wHere:|n " .. names.list(characters, looker)) end
  if #things > 0 then table.insert(lines, "|wYou see:|n " .. names.counted(things, looker)) end
  return table.concat(lines, "\n")
end

return Room
