local mud = require("mud")

--- What the building commands have in common.
local build = {}

--- "oak door;door;oak" is a name and its aliases, as builders write them. The text may be a player's.
function build.names(text)
  local all = mud.markup(text):split(";")
  local aliases = {}
  for i = 2, #all do
    local alias = all[i]:trim()
    if alias ~= "" then table.insert(aliases, alias) end
  end
  return all[1]:trim(), aliases
end

--- The other names of something as builders read them, with their categories: "pears:plural".
function build.aliases(obj)
  local out = obj.aliases:all()
  for i, alias in ipairs(out) do
    local category = obj.aliases:category(alias)
    if category ~= "" then out[i] = alias .. ":" .. category end
  end
  return out
end

--- Refuses a typeclass that is not there.
function build.class(name)
  mud.refuse_if(not mud.has_typeclass(name), "There is no typeclass '{name}'. |w@typeclass/list|n shows those that there are.", { name = name })
end

--- "oak door:core.exit" is a name and a typeclass.
function build.typed(text, default)
  local name, class = text:match("^(.-):([%w_]+%.[%w_]+)$")
  build.class(class or default)
  return name or text, class or default
end

--- Finds what the builder means, and refuses what the builder may not: access is the lock that is asked, "edit" unless
--- it is said, false for none. Nothing is returned when nothing was found, which the builder has been told.
function build.target(cmd, text, access, opts)
  local obj = cmd.caller:search(text, opts)
  if obj and access ~= false then build.check(cmd, obj, access) end
  return obj
end

local classes = { room = "core.room", exit = "core.exit", char = "core.character", character = "core.character" }

--- What is called so and is of a kind, wherever it is; what is in the same place before all else.
local function of_kind(cmd, kind, text)
  local class, name = classes[kind], mud.markup(text)
  local all = name:find("^#%d+$") and { mud.find(name) } or mud.find_all { key = name, kind = not class and kind or nil }
  local near, far = {}, {}
  for _, obj in ipairs(all) do
    if class and obj:is_typeclass(class) or obj.kind == kind then table.insert(obj.location == cmd.caller.location and near or far, obj) end
  end
  local found = #near > 0 and near or far
  mud.refuse_if(#found == 0, "There is no {kind} '{name}'.", { kind = kind, name = name })
  local ids = {}
  for _, obj in ipairs(found) do table.insert(ids, build.id(obj)) end
  mud.refuse_if(#found > 1, "Which one do you mean? " .. mud.text.list(ids))
  return found[1]
end

--- build.target for commands with switches that say a kind: account, script, channel, room, exit, char, character, object.
function build.entity(cmd, text, access)
  for _, kind in ipairs { "account", "script", "channel", "room", "exit", "char", "character", "object" } do
    if cmd.switches[kind] then
      local obj = of_kind(cmd, kind, text)
      if access ~= false then build.check(cmd, obj, access) end
      return obj
    end
  end
  return build.target(cmd, text, access)
end

--- Refuses what the builder may not change.
function build.check(cmd, obj, access)
  mud.refuse_if(not obj:access(cmd.session or cmd.caller, access or "edit"), "You may not change {what}.", { what = obj })
end

--- What the line editor does when a description is saved.
function build.save_desc(_, text, obj)
  obj.db.desc = mud.markup(text)
end

--- "name (#12)", for builders.
function build.id(obj)
  return obj and mud.format("{what} ({id})", { what = obj, id = obj.dbref }) or "nothing"
end

--- Makes an exit from one room to another. Returns it.
function build.exit(from, text, to)
  local name, aliases = build.names(text)
  mud.refuse_if(name == "", "The exit needs a name.")
  for _, exit in ipairs(from.exits) do
    mud.refuse_if(exit.key:lower() == name:lower(), "There is an exit '{name}' in {room} already.", { name = name, room = from })
  end
  return mud.create.object {
    key = name, aliases = aliases, typeclass = "core.exit", location = from, home = from, destination = to,
  }
end

return build
