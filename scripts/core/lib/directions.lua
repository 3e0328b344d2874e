--- The compass, for @tunnel.
local directions = {}

local list = {
  n = { "north", "s" }, ne = { "northeast", "sw" }, e = { "east", "w" }, se = { "southeast", "nw" },
  s = { "south", "n" }, sw = { "southwest", "ne" }, w = { "west", "e" }, nw = { "northwest", "se" },
  u = { "up", "d" }, d = { "down", "u" }, ["in"] = { "in", "out" }, out = { "out", "in" },
}

--- All names of directions, for `mud check`: help may say that one of them is typed.
directions.names = {}
for short, d in pairs(list) do directions.names[short], directions.names[d[1]] = true, true end

--- Returns "name;alias" there and back, nil when the word is no direction.
function directions.pair(word)
  local there = list[word]
  if not there then
    for short, d in pairs(list) do
      if d[1] == word then word, there = short, d end
    end
  end
  if not there then return nil end
  local back = list[there[2]]
  return there[1] .. ";" .. word, back[1] .. ";" .. there[2]
end

--- The short form of a direction, nil when the word is none.
function directions.short(word)
  if list[word] then return word end
  for short, d in pairs(list) do
    if d[1] == word then return short end
  end
end

return directions
