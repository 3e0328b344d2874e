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

--- Things of the same name are counted: "a lamp and three apples".
function names.counted(objects, looker)
  local order, alike = {}, {}
  for _, obj in ipairs(objects) do
    local name = obj:get_display_name(looker)
    if not alike[name] then
      alike[name] = {}
      table.insert(order, name)
    end
    table.insert(alike[name], obj)
  end
  for i, name in ipairs(order) do
    local list = alike[name]
    local one, many = list[1]:get_numbered_name(#list, looker)
    order[i] = #list == 1 and one or many
  end
  return mud.text.list(order)
end

--- names.counted as a value of msg: each hearer gets the names that they know.
function names.for_hearers(objects)
  return function(hearer) return names.counted(objects, hearer) end
end

return names
