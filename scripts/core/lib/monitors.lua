local mud = require("mud")

--- What clients may watch of the character that they play: monitor, unmonitor, monitored.
local monitors = {}

local fields = { name = "key", location = "location", desc = "db.desc" }
for _, name in ipairs(mud.settings("core").vitals) do fields[name] = "db." .. name end

local function id(session, name)
  return "oob-" .. session.sessid .. "-" .. name
end

--- A value as a client gets it: of a place its name.
local function shown(value)
  if type(value) == "userdata" then return value.key end
  return value
end

--- Begins to tell the session each new value of a name.
function monitors.add(session, name)
  local field = fields[name]
  mud.refuse_if(not field, "There is nothing to monitor by the name of {name}.", { name = tostring(name) })
  mud.refuse_if(not session.puppet, "You play nobody.")
  mud.monitor.add(session.puppet, field, "core.lib.monitors.changed", { id = id(session, name), session.sessid, name })
  local watched = session.ndb.monitored or {}
  watched[name] = true
  session.ndb.monitored = watched
end

--- Ends it.
function monitors.remove(session, name)
  mud.monitor.remove(id(session, tostring(name)))
  if session.ndb.monitored then session.ndb.monitored[tostring(name)] = nil end
end

--- Ends all of a session's.
function monitors.clear(session)
  for _, name in ipairs(monitors.names(session)) do monitors.remove(session, name) end
end

--- The names that a session watches.
function monitors.names(session)
  local out = {}
  for name in pairs(session.ndb.monitored or {}) do table.insert(out, name) end
  table.sort(out)
  return out
end

--- What is watched has changed.
function monitors.changed(obj, field, value, sessid, name)
  local session = mud.sessions:get(sessid)
  if session then return session:msg { oob = { monitor = { name = name, value = shown(value) } } } end
  mud.monitor.remove("oob-" .. sessid .. "-" .. name)
end

return monitors
