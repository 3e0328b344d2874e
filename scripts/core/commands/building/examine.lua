local mud = require("mud")

--- A value on one line.
local function show(v)
  if type(v) == "string" then return mud.escape('"' .. v .. '"') end
  return mud.escape(tostring(v))
end

return mud.command {
  key = "@examine",
  aliases = { "@ex" },
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "[<what:object>]",
  help = "See everything about something: @examine [<thing or #id>]",
  run = function(cmd, arg)
    local obj = arg.what or cmd.caller.location or cmd.caller
    mud.refuse_if(not obj:access(cmd.session or cmd.caller, "examine"), "You may not examine {what}.", { what = obj })
    local lines = {}
    local function add(name, text)
      if text and text ~= "" then table.insert(lines, "|w" .. name .. ":|n " .. text) end
    end
    local function named(o) return o and mud.format("{what} ({id})", { what = o, id = o.dbref }) end
    local function list(all) return mud.escape(table.concat(all, ", ")) end
    add("Name", named(obj))
    add("Aliases", list(obj.aliases:all()))
    add("Typeclass", obj.typeclass)
    add("Location", named(obj.location))
    add("Home", named(obj.home))
    add("Destination", named(obj.destination))
    add("Permissions", list(obj.permissions:all()))
    add("Locks", mud.escape(obj.locks:all()))
    add("Cmdsets", list(obj.cmdset:all()))
    for _, t in ipairs(obj.tags:all()) do add("Tag", mud.escape(t.key .. (t.category ~= "" and " (" .. t.category .. ")" or ""))) end
    for _, a in ipairs(obj.attributes:all()) do
      add("db." .. mud.escape(a.key) .. (a.category ~= "" and " (" .. mud.escape(a.category) .. ")" or ""), show(a.value))
    end
    local inside = {}
    for _, o in ipairs(obj.contents) do table.insert(inside, named(o)) end
    add("Contents", table.concat(inside, ", "))
    cmd:msg(table.concat(lines, "\n"))
  end,
}
