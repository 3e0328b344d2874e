local mud = require("mud")
local directions = require("core.lib.directions")
local messages = require("core.lib.oob_messages")

local send, wanted, plain_name = messages.send, messages.wanted, messages.plain_name

--- What clients are told of where a character is: the room, who else is there, who comes and goes.
local oob_room = {}

--- The exits that somebody sees: the short name of a direction, else the exit's name, with where it leads.
local function exits(room, looker)
  local out = {}
  for _, exit in ipairs(room.exits) do
    if exit:access(looker, "view", true) and exit.destination then
      out[directions.short(exit.key) or exit.key] = exit.destination.id
    end
  end
  return out
end

local function area(room)
  return room.tags:all("area")[1]
end

local function player(character, looker)
  return { name = plain_name(character, looker), fullname = plain_name(character, looker) }
end

local function others(room, who)
  local out = mud.array {}
  for _, obj in ipairs(room.contents) do
    if obj ~= who and obj:is_typeclass("core.character") and obj:access(who, "view", true) then
      table.insert(out, player(obj, who))
    end
  end
  return out
end

--- Where a character is, to those who play it.
function oob_room.room(character, sessions)
  sessions = sessions or character.sessions:all()
  local room = character.location
  if not room or not wanted(sessions, "Room.Info") then return end
  send(sessions, "Room.Info", {
    num = room.id, name = plain_name(room, character), area = area(room), exits = exits(room, character),
    environment = room.db.environment, coords = room.db.coords,
  })
  send(sessions, "Room.Players", others(room, character))
end

--- Tells a room that somebody has come or gone.
local function tell(room, character, name)
  if not room then return end
  for _, obj in ipairs(room.contents) do
    local sessions = obj ~= character and obj.sessions:all() or {}
    if wanted(sessions, name) then
      local data = name == "Room.AddPlayer" and player(character, obj) or plain_name(character, obj)
      for _, session in ipairs(sessions) do session:msg { oob = { [name] = data } } end
    end
  end
end

--- A character is in another place, or in none.
function oob_room.moved(character, source)
  if source ~= character.location then
    tell(source, character, "Room.RemovePlayer")
    tell(character.location, character, "Room.AddPlayer")
  end
  oob_room.room(character)
end

return oob_room
