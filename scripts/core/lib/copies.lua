local mud = require("mud")

--- Copies of things.
local copies = {}

--- A value that shares no table with the one that is given.
local function plain(v)
  if mud.kind(v) ~= "table" then return v end
  local out = {}
  for key, inside in pairs(v) do out[key] = plain(inside) end
  return out
end

copies.value = plain

--- Makes another of a thing: what it is and knows, but not what is in it.
function copies.object(obj, key, aliases, place)
  local copy = mud.create.object {
    key = key, aliases = aliases or obj.aliases:all(), typeclass = obj.typeclass, home = obj.home, destination = obj.destination,
    locks = obj.locks:all() ~= "" and obj.locks:all() or nil, permissions = obj.permissions:all(), location = place,
  }
  for _, a in ipairs(obj.attributes:all()) do
    copy.attributes:set(a.key, plain(a.value), { category = a.category, lock = a.lock ~= "" and a.lock or nil })
  end
  for _, alias in ipairs(aliases and {} or obj.aliases:all()) do copy.aliases:add(alias, obj.aliases:category(alias)) end
  for _, t in ipairs(obj.tags:entries()) do copy.tags:add(t.key, t.category, t.data) end
  return copy
end

return copies
