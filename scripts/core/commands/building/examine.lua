local mud = require("mud")
local attr_path = require("core.lib.attr_path")
local build = require("core.lib.build")

--- Names of entities, for builders.
local function ids(list)
  local out = {}
  for _, obj in ipairs(list) do table.insert(out, build.id(obj)) end
  return table.concat(out, ", ")
end

local function words(list) return mud.escape(table.concat(list, ", ")) end

--- What is known of an entity, as rows of a name and a text; those without a text are left out.
local function rows_of(obj, who)
  local tags, sessions = {}, {}
  for _, t in ipairs(obj.tags:entries()) do
    table.insert(tags, t.key .. (t.category ~= "" and ":" .. t.category or "") .. (t.data ~= "" and " = " .. t.data or ""))
  end
  for _, s in ipairs(obj.sessions:all()) do table.insert(sessions, s.sessid .. " (" .. s.protocol .. ")") end
  local rows = {
    { "Name", build.id(obj) }, { "Kind", obj.kind }, { "Aliases", words(build.aliases(obj)) }, { "Typeclass", obj.typeclass },
    { "Made", mud.time.date("%Y-%m-%d %H:%M:%S UTC", obj.created) },
    { "Location", obj.location and build.id(obj.location) }, { "Home", obj.home and build.id(obj.home) },
    { "Destination", obj.destination and build.id(obj.destination) },
    { "Account", obj.account and build.id(obj.account) }, { "Sessions", words(sessions) },
    { "Characters", obj.kind == "account" and ids(obj.characters) or "" },
    { "Permissions", obj.superuser and "superuser" or words(obj.permissions:all()) }, { "Quelled", obj.quelled and "yes" },
    { "Locks", mud.escape(obj.locks:all()) }, { "Locks of its class", mud.escape(obj.locks:inherited()) },
    { "Cmdsets", words(obj.cmdset:all()) }, { "Tags", words(tags) },
  }
  for _, a in ipairs(obj.attributes:all(nil, { who = who })) do
    local name = mud.escape(attr_path.text { key = a.key, category = a.category, path = {} })
    local lock = a.lock ~= "" and " |x[" .. mud.escape(a.lock) .. "]|n" or ""
    table.insert(rows, { "db." .. name, mud.escape(mud.show(a.value)) .. lock })
  end
  for key, value in pairs(obj.ndb) do table.insert(rows, { "ndb." .. mud.escape(tostring(key)), mud.escape(mud.show(value)) }) end
  table.insert(rows, { "Contents", ids(obj.contents) })
  return rows
end

return mud.command {
  key = "@examine",
  aliases = { "@ex", "@exam" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "account", "object", "script", "channel" },
  help = [[See everything about something.

  @examine                       the room
  @examine <thing or #id>        also *name for an account
  @examine <thing>/<attribute>   only that
  @examine/account <name>        also /script, /channel and /object: one of that kind anywhere]],
  run = function(cmd)
    local name, attribute = cmd.argstr:match("^(.-)/(.+)$")
    local text, who = name or cmd.argstr, cmd.session or cmd.caller
    local obj = cmd.caller.location or cmd.caller
    if text ~= "" then obj = build.entity(cmd, text, false) end
    if not obj then return end
    mud.refuse_if(not obj:access(who, "examine"), "You may not examine {what}.", { what = obj })
    if attribute then
      local where = attr_path.parse(mud.markup(attribute))
      mud.refuse_if(not where, "'{text}' is no attribute.", { text = attribute })
      return cmd:msg("{what}/{key} = {value}", { what = obj, key = attr_path.text(where), value = mud.show(attr_path.get(obj, where, who)) })
    end
    local lines = {}
    for _, row in ipairs(rows_of(obj, who)) do
      if row[2] and row[2] ~= "" then table.insert(lines, "|w" .. row[1] .. ":|n " .. row[2]) end
    end
    cmd:msg(table.concat(lines, "\n"))
  end,
}
