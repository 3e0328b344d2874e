local mud = require("mud")
local typed = require("core.lib.typed")

--- The help index and its topics: commands that the reader may use, and help/*.md of all plugins. A line of a topic that
--- begins with ## is the name of a subtopic, ### of one inside of that.
local help = {}

local function entries(cmd)
  local out = {}
  for _, c in ipairs(cmd.cmdset:commands()) do
    if not c.hidden and not c.is_exit then table.insert(out, { name = c.key, category = c.category, command = c, aliases = c.aliases }) end
  end
  for _, topic in ipairs(mud.help.topics()) do
    table.insert(out, { name = topic.name, category = "topics", text = topic.text:trim(), aliases = {} })
  end
  return out
end

local function link(name) return ("|lchelp %s|lt%s|le"):format(mud.escape(name), mud.escape(name)) end

local function category_text(name, names, width)
  table.sort(names)
  local links = {}
  for i, n in ipairs(names) do links[i] = link(n) end
  return "|w" .. mud.escape(name) .. "|n\n" .. mud.text.columns(links, width)
end

--- The index of everything, or of one category. nil when there is no such category.
function help.index(cmd, only)
  local groups, order = {}, {}
  for _, e in ipairs(entries(cmd)) do
    if not only or e.category:lower() == only:lower() then
      if not groups[e.category] then
        groups[e.category] = {}
        table.insert(order, e.category)
      end
      table.insert(groups[e.category], e.name)
    end
  end
  if only and #order == 0 then return nil end
  table.sort(order)
  local lines, width = {}, cmd.session or 78
  for _, category in ipairs(order) do table.insert(lines, category_text(category, groups[category], width)) end
  table.insert(lines, "\n|whelp <name>|n tells more.")
  return table.concat(lines, "\n")
end

local function about_command(c)
  local lines = { c.key }
  if #c.aliases > 0 then lines[1] = lines[1] .. "  (also " .. table.concat(c.aliases, " ") .. ")" end
  table.insert(lines, "")
  table.insert(lines, c.help ~= "" and c.help or "Nobody has written about this yet.")
  if c.usage ~= "" and not c.help:find(c.usage, 1, true) then table.insert(lines, "\nUsage: " .. c.usage) end
  return table.concat(lines, "\n")
end

local function bare(name) return (name:lower():gsub("^[@&/+]+", "")) end

-- The entry of that name: exactly, without its prefix, or the only one that begins so.
local function find(all, name)
  local begins = {}
  for _, same in ipairs { function(s) return s:lower() end, bare } do
    for _, e in ipairs(all) do
      for _, n in ipairs { e.name, unpack(e.aliases) } do
        if same(n) == same(name) then return e end
      end
    end
  end
  for _, e in ipairs(all) do
    if bare(e.name):sub(1, #bare(name)) == bare(name) then table.insert(begins, e) end
  end
  return #begins == 1 and begins[1] or nil
end

-- Parts a text at its headings of a level: what stands before them, and a list of { name, text }.
local function parts(text, level)
  local mark = "^" .. ("#"):rep(level) .. "%s+(.+)$"
  local before, list = {}, {}
  for line in (text .. "\n"):gmatch("(.-)\n") do
    local name = line:match(mark)
    if name then
      table.insert(list, { name = name:trim(), lines = {} })
    else
      table.insert(#list > 0 and list[#list].lines or before, line)
    end
  end
  for _, part in ipairs(list) do part.text = table.concat(part.lines, "\n"):trim() end
  return table.concat(before, "\n"):trim(), list
end

-- Goes down the subtopics of a path. Returns the text, or nil and what there is.
local function descend(text, path, level, at)
  local before, list = parts(text, level)
  local names = {}
  for i, part in ipairs(list) do names[i] = part.name:lower() end
  if #path == 0 then
    if #names > 0 then
      local links = {}
      for i, name in ipairs(names) do links[i] = link(at .. "/" .. name) end
      before = typed.mark(before) .. "\n\n|wSubtopics:|n " .. table.concat(links, ", ")
      return before
    end
    return typed.mark(before)
  end
  for i, name in ipairs(names) do
    if name == path[1] or #name > #path[1] and name:sub(1, #path[1]) == path[1] then
      return descend(list[i].text, { unpack(path, 2) }, level + 1, at .. "/" .. name)
    end
  end
  return nil, names
end

--- The text about a command, a topic, a subtopic ("markup/links") or a category. Refuses with what is like the name.
function help.topic(cmd, name)
  local path, all = name:split("/"), entries(cmd)
  for i, part in ipairs(path) do path[i] = part:trim():lower() end
  local entry = find(all, name)
  if entry then
    path = {}
  else
    entry = find(all, path[1])
    table.remove(path, 1)
  end
  if not entry then
    local index = help.index(cmd, name)
    if index then return index end
    local names = {}
    for _, e in ipairs(all) do table.insert(names, e.name) end
    local near = mud.text.suggest(name, names, 3)
    for i, n in ipairs(near) do near[i] = link(n) end
    mud.refuse("There is no help about '{name}'. " .. (#near > 0 and "Did you mean " .. mud.text.list(near, "or") .. "?" or "Type help for a list."), { name = name })
  end
  local text, names = descend(entry.command and about_command(entry.command) or entry.text, path, 2, entry.name)
  if not text then
    mud.refuse("There is no subtopic '{sub}' of {name}; there is {names}.",
      { sub = path[1], name = entry.name, names = #names > 0 and mud.text.list(names) or "none" })
  end
  local title = mud.escape(entry.name)
  return entry.command and text:sub(1, #title) == title and "|w" .. title .. "|n" .. text:sub(#title + 1) or text
end

return help
