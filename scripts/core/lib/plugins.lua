local mud = require("mud")

local plugins = {}

--- What is to be said of a plugin's place in mud.toml and in the game.
function plugins.state(p)
  if p.left_out ~= "" then return "left out: " .. p.left_out end
  if not p.switched then return p.used and "on" or "off" end
  return (p.used and "on" or "off") .. (p.listed and ", though mud.toml lists it" or ", though mud.toml does not list it")
end

function plugins.find(name)
  for _, p in ipairs(mud.plugins:all()) do
    if p.name == name:lower() then return p end
  end
  mud.refuse("There is no plugin {name}. @plugin lists them.", { name = name })
end

--- The lines about what a plugin does to the command sets of others.
local function joins(lines, what, sets)
  for set, commands in pairs(sets) do
    table.insert(lines, ("%s %s: %s"):format(what, set, table.concat(commands, ", ")))
  end
end

local function shown(v)
  if type(v) ~= "table" then return tostring(v) end
  local parts = {}
  for _, x in ipairs(v) do table.insert(parts, tostring(x)) end
  return table.concat(parts, ", ")
end

--- All about one plugin.
function plugins.describe(p)
  local lines = { p.name .. " " .. p.version .. ": " .. p.description, "It is " .. plugins.state(p) .. "." }
  if #p.requires > 0 then table.insert(lines, "Requires " .. table.concat(p.requires, ", ")) end
  joins(lines, "Adds to", p.add)
  joins(lines, "Replaces in", p.replace)
  joins(lines, "Removes from", p.remove)
  if #p.texts > 0 then table.insert(lines, "Texts: " .. table.concat(p.texts, ", ")) end
  for key, value in pairs(p.settings) do table.insert(lines, "Setting " .. key .. " = " .. shown(value)) end
  return table.concat(lines, "\n")
end

--- Turns a plugin on or off; nil follows mud.toml again.
function plugins.switch(cmd, name, on)
  local p = plugins.find(name)
  mud.refuse_if(p.name == "core", "Without core there is no game.")
  local ok, report = mud.plugins:set(p.name, on)
  cmd:msg((ok and "" or "|rNothing has changed.|n\n") .. mud.escape(report))
end

return plugins
