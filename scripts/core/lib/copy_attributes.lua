local mud = require("mud")
local attr_path = require("core.lib.attr_path")
local build = require("core.lib.build")
local copies = require("core.lib.copies")

--- What @cpattr and @mvattr have in common.
local copy_attributes = {}

--- Finds "thing/attribute:category". Without an attribute it is the one of the default.
local function place(cmd, text, default)
  local name, attribute = text:match("^(.-)/(.+)$")
  local obj = build.target(cmd, name or text)
  local where = attribute and attr_path.parse(mud.markup(attribute)) or default
  mud.refuse_if(obj and not (where and #where.path == 0), "'{text}' names no whole attribute.", { text = text })
  return obj, where
end

--- Copies the attribute on the left to the places on the right, and takes it away from the left if it moves.
function copy_attributes.run(cmd, move, usage)
  mud.refuse_if(#cmd.rhslist == 0, "Usage: " .. usage .. " <thing>/<attribute> = <thing>[/<attribute>], …")
  local who = cmd.session or cmd.caller
  local obj, from = place(cmd, cmd.lhs)
  if not obj then return end
  local value = attr_path.get(obj, from, who)
  mud.refuse_if(value == nil, "{what} has no attribute {key}.", { what = obj, key = attr_path.text(from) })
  value = copies.value(value)
  local names = {}
  if move then attr_path.set(obj, from, nil, who) end
  for _, text in ipairs(cmd.rhslist) do
    local target, to = place(cmd, text, from)
    if not target then mud.refuse("Nothing is copied.") end
    attr_path.set(target, to, value, who)
    table.insert(names, mud.format("{what}/{key}", { what = target, key = attr_path.text(to) }))
  end
  cmd:msg("{what}/{key} is " .. (move and "moved" or "copied") .. " to " .. mud.text.list(names) .. ".", { what = obj, key = attr_path.text(from) })
end

return copy_attributes
