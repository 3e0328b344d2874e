local mud = require("mud")

--- The help index and its topics: commands that the reader may use, and help/*.md of all plugins.
local help = {}

local function visible(cmd)
  local out = {}
  for _, c in ipairs(cmd.cmdset:commands()) do
    if not c.hidden and not c.is_exit then table.insert(out, c) end
  end
  return out
end

function help.index(cmd)
  local groups, order = {}, {}
  local function add(category, name)
    if not groups[category] then
      groups[category] = {}
      table.insert(order, category)
    end
    table.insert(groups[category], name)
  end
  for _, c in ipairs(visible(cmd)) do add(c.category, c.key) end
  for _, topic in ipairs(mud.help.topics()) do add("topics", topic.name) end
  table.sort(order)
  local lines, width = {}, cmd.session and cmd.session.width or 78
  for _, category in ipairs(order) do
    table.sort(groups[category])
    table.insert(lines, "|w" .. category .. "|n")
    table.insert(lines, mud.escape(mud.text.columns(groups[category], width)))
  end
  table.insert(lines, "\n|whelp <name>|n tells more.")
  return table.concat(lines, "\n")
end

local function about_command(c)
  local lines = { "|w" .. mud.escape(c.key) .. "|n" }
  if #c.aliases > 0 then lines[1] = lines[1] .. "  (also " .. mud.escape(table.concat(c.aliases, " ")) .. ")" end
  table.insert(lines, "")
  table.insert(lines, mud.escape(c.help ~= "" and c.help or "Nobody has written about this yet."))
  if c.usage ~= "" and not c.help:find(c.usage, 1, true) then table.insert(lines, "\nUsage: " .. mud.escape(c.usage)) end
  return table.concat(lines, "\n")
end

--- The text about a command or a topic, nil if there is none.
function help.topic(cmd, name)
  local c = cmd.cmdset:find(name)
  if c then return about_command(c) end
  for _, topic in ipairs(mud.help.topics()) do
    if topic.name:lower() == name:lower() then return mud.escape(topic.text:trim()) end
  end
end

return help
