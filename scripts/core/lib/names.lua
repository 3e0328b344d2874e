local mud = require("mud")

--- How things are named in lists.
local names = {}

function names.of(objects, looker)
  local out = {}
  for _, obj in ipairs(objects) do table.insert(out, obj:get_display_name(looker)) end
  return out
end

function names.list(objects, looker)
  return mud.text.list(names.of(objects, looker))
end

--- Exits, as links for clients that have links.
function names.links(exits, looker)
  local out = {}
  for _, exit in ipairs(exits) do
    local name = exit:get_display_name(looker)
    table.insert(out, "|lc" .. mud.escape(exit.key) .. "|lt" .. name .. "|le")
  end
  return table.concat(out, ", ")
end

--- Things of the same name are counted: "a lamp, 3 x an apple".
function names.counted(objects, looker)
  local order, count = {}, {}
  for _, name in ipairs(names.of(objects, looker)) do
    if not count[name] then table.insert(order, name) end
    count[name] = (count[name] or 0) + 1
  end
  for i, name in ipairs(order) do
    if count[name] > 1 then order[i] = count[name] .. " x " .. name end
  end
  return mud.text.list(order)
end

return names
