local mud = require("mud")
local build = require("core.lib.build")

--- More are not shown.
local limit = 50

--- What of a sort is looked for, by the switch.
local sorts = {
  room = function(obj) return obj:is_typeclass("core.room") end,
  exit = function(obj) return obj.destination ~= nil end,
  char = function(obj) return obj:is_typeclass("core.character") end,
}

--- Whether a name is meant, by the switches exact and startswith, else any part of it.
local function named(text, switches)
  return function(name)
    local lower = name:lower()
    if switches.exact then return lower == text end
    local at = lower:find(text, 1, true)
    return switches.startswith and at == 1 or not switches.startswith and at ~= nil
  end
end

--- The condition that everything found fulfils.
local function condition(switches, text, low, high)
  local matches = named(text, switches)
  return function(obj)
    if obj.id < low or obj.id > high then return false end
    for name, sort in pairs(sorts) do
      if switches[name] and not sort(obj) then return false end
    end
    if text == "" or matches(obj.key) then return true end
    for _, alias in ipairs(obj.aliases:all()) do
      if matches(alias) then return true end
    end
    return false
  end
end

return mud.command {
  key = "@find",
  aliases = { "@locate", "@search" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "room", "exit", "char", "exact", "loc", "startswith" },
  help = [=[Find things anywhere by a part of their name.

  @find <text> [= <id>[-<id>]]
  @find/exact <name>   @find/startswith <text>
  @find/room, /exit, /char [<text>]     only of that sort
  @find/loc <text>                      where the one thing is]=],
  run = function(cmd)
    local sw = cmd.switches
    local range = cmd.rhs or "#1"
    local low, high = range:match("^#?(%d+)%s*%-?%s*#?(%d*)$")
    mud.refuse_if(not low or cmd.lhs == "" and not (sw.room or sw.exit or sw.char), "Usage: @find[/room][/exit][/char][/exact][/startswith][/loc] <text> [= <id>[-<id>]]")
    local fits = condition(sw, mud.markup(cmd.lhs):lower(), tonumber(low), tonumber(high) or (cmd.rhs and tonumber(low) or math.huge))
    local rows, more, last = {}, 0, nil
    for _, obj in ipairs(mud.find_all {}) do
      if fits(obj) then
        last = obj
        if #rows == limit then more = more + 1 else
          table.insert(rows, { obj.dbref, mud.escape(obj.key), obj.typeclass, obj.location and mud.escape(obj.location.key) or "" })
        end
      end
    end
    mud.refuse_if(#rows == 0, "Nothing has '{text}' in its name.", { text = cmd.argstr })
    if sw.loc and #rows == 1 then return cmd:msg(build.id(last) .. " is in " .. build.id(last.location) .. ".") end
    cmd:msg(mud.text.table { header = { "Id", "Name", "Typeclass", "Where" }, rows = rows })
    if more > 0 then cmd:msg("… and {n} more. Say more of the name, or = <id>-<id>.", { n = more }) end
  end,
}
