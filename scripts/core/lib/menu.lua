local mud = require("mud")

--- Plays the menus of menus/<key>.lua. A menu is a dialog: between two answers it is its name, the name of the node,
--- and `data`, so it goes on after @reload with what the file says now.
local menu = {}

local function definition(name)
  local plugin, key = tostring(name):match("^(.-)%.(.+)$")
  if not plugin then return nil end
  local found, def = pcall(require, plugin .. ".menus." .. key)
  return found and def or nil
end

-- Texts and lists may be given as they are or as functions that make them.
local function made(v, cmd, data)
  if type(v) == "function" then return v(cmd, data) end
  return v
end

-- Options with their keys: those without one are numbered.
local function options_of(node, cmd, data)
  local out = {}
  for i, o in ipairs(made(node.options, cmd, data) or {}) do
    local keys = type(o.key) == "table" and o.key or { o.key or tostring(i) }
    table.insert(out, { keys = keys, desc = o.desc, option = o })
  end
  return out
end

local function formatted(text, options)
  local lines = { text }
  if #options > 0 then table.insert(lines, "") end
  for _, o in ipairs(options) do
    local key = mud.escape(o.keys[1])
    table.insert(lines, "  |lc" .. key .. "|lt|w" .. key .. "|n|le" .. (o.desc and "  " .. o.desc or ""))
  end
  return table.concat(lines, "\n")
end

local function close(cmd, def, state)
  if def.at_close then def.at_close(cmd, state.data) end
end

-- Shows the node and asks; a node that leads nowhere is the end.
local function show(cmd, def, state)
  local node = def.nodes[state.node]
  local options = options_of(node, cmd, state.data)
  cmd:msg((def.format or formatted)(made(node.text, cmd, state.data), options))
  if #options == 0 and not node.default then return close(cmd, def, state) end
  state.shown = {}
  for _, o in ipairs(options) do state.shown[o.keys[1]] = o.desc or "" end
  return def.prompt or "> "
end

-- Runs an option and goes where it leads: nil stays, false ends.
local function follow(cmd, def, state, option, line)
  if option.run then option.run(cmd, state.data, line) end
  local to = option.to
  if type(to) == "function" then to = to(cmd, state.data, line) end
  if to == false then return close(cmd, def, state) end
  if to ~= nil and not def.nodes[to] then error("the menu " .. state.menu .. " has no node '" .. tostring(to) .. "'") end
  state.node = to or state.node
  return show(cmd, def, state)
end

local function choice(options, line)
  for _, o in ipairs(options) do
    for _, key in ipairs(o.keys) do
      if key:lower() == line then return o end
    end
  end
end

local auto = { quit = { "quit", "q", "exit" }, look = { "look", "l", "" }, help = { "help", "h", "?" } }

-- The command that every menu has, unless it says otherwise.
local function automatic(def, line)
  for name, words in pairs(auto) do
    if def["auto_" .. name] ~= false then
      for _, word in ipairs(words) do
        if word == line then return name end
      end
    end
  end
end

local function usage(def, options)
  local words = {}
  for _, o in ipairs(options) do table.insert(words, o.keys[1]) end
  for _, name in ipairs { "look", "help", "quit" } do
    if def["auto_" .. name] ~= false then table.insert(words, name) end
  end
  return "You can choose: " .. mud.escape(table.concat(words, ", ")) .. "."
end

local does = {
  quit = function(cmd, def, state) return close(cmd, def, state) end,
  look = show,
  help = function(cmd, def, state, node, options)
    cmd:msg(made(node.help, cmd, state.data) or usage(def, options))
    return def.prompt or "> "
  end,
}

local function answered(cmd, def, state, line)
  local node = def.nodes[state.node]
  local options = options_of(node, cmd, state.data)
  local word = line:trim():lower()
  local found = choice(options, word)
  if found and state.shown[found.keys[1]] ~= (found.desc or "") then
    cmd:msg("That has changed meanwhile.")
    return show(cmd, def, state)
  end
  if found then return follow(cmd, def, state, found.option, line) end
  local name = automatic(def, word)
  if name and not (word == "" and node.default) then return does[name](cmd, def, state, node, options) end
  if def.merge == "union" and cmd.cmdset:matches(line) then
    cmd.session:execute_cmd(line)
    return def.prompt or "> "
  end
  if node.default then return follow(cmd, def, state, node.default, line) end
  cmd:msg(usage(def, options))
  return def.prompt or "> "
end

local function missing(name) return "there is no menu '" .. tostring(name) .. "'" end

--- Fails where cmd:menu was called, with a name that no menu has.
function menu.check(name)
  if not definition(name) then error(missing(name), 3) end
end

--- One turn of a menu, as cmd:dialog calls it.
function menu.turn(cmd, state, line)
  local def = definition(state.menu)
  if line == nil then
    if not def then error(missing(state.menu), 0) end
    state.node = def.start or "start"
    return show(cmd, def, state)
  end
  if not def or not def.nodes[state.node] then
    return cmd:msg("That menu has changed, and where you were in it is gone. It has ended.")
  end
  return answered(cmd, def, state, line)
end

return menu
