local mud = require("mud")

--- What builders write behind a slash: `attribute`, `attribute:category`, and places in it, as `list[2]["name"]`.
local attr_path = {}

--- Returns { key=, category=, path= } for "list:loot[2]"; nil where it cannot be read.
function attr_path.parse(text)
  local name, rest = text:match("^([^%[]+)(.*)$")
  if not name then return nil end
  local key, category = name:match("^(.-):(.+)$")
  local where = { key = (key or name):trim(), category = (category or ""):trim(), path = {} }
  while rest ~= "" do
    local inside, after = rest:match("^%s*%[(.-)%](.*)$")
    local ok, value
    if inside then ok, value = mud.literal(inside) end
    if not ok then return nil end
    table.insert(where.path, value)
    rest = after:trim()
  end
  return where.key ~= "" and where or nil
end

--- The attribute as builders write it.
function attr_path.text(where)
  local out = where.key .. (where.category ~= "" and ":" .. where.category or "")
  for _, key in ipairs(where.path) do out = out .. "[" .. mud.show(key) .. "]" end
  return out
end

--- The value at a place, nil where there is none.
function attr_path.get(obj, where, who)
  local value = obj.attributes:get(where.key, { category = where.category, who = who })
  for _, key in ipairs(where.path) do
    if mud.kind(value) ~= "table" then return nil end
    value = value[key]
  end
  return value
end

--- Refuses what who may not change.
function attr_path.may_set(obj, where, who)
  local may = obj.attributes:access(who, where.key, "attredit", { category = where.category })
  mud.refuse_if(not may, "You may not change {what}/{key}.", { what = obj, key = where.key })
end

--- Puts a value there; nil takes it away. A place inside of an attribute must lie in a table.
function attr_path.set(obj, where, value, who)
  attr_path.may_set(obj, where, who)
  if #where.path == 0 then return obj.attributes:set(where.key, value, { category = where.category }) end
  local holder = obj.attributes:get(where.key, { category = where.category })
  for i = 1, #where.path do
    mud.refuse_if(mud.kind(holder) ~= "table", "There is no table {place} in {what}.", { what = obj, place = attr_path.text(where) })
    if i == #where.path then holder[where.path[i]] = value else holder = holder[where.path[i]] end
  end
end

--- What the line editor does when an attribute is saved.
function attr_path.save(cmd, text, arg)
  attr_path.set(arg.obj, arg.where, mud.markup(text), cmd.session or cmd.caller)
end

return attr_path
