local mud = require("mud")
local build = require("core.lib.build")

local function list(cmd)
  local rows = {}
  for _, name in ipairs(mud.typeclasses()) do
    table.insert(rows, { name, tostring(#mud.find_all { typeclass = name } + #mud.find_all { typeclass = name, kind = "account" }) })
  end
  cmd:msg(mud.text.table { header = { "Typeclass", "In use" }, rows = rows })
end

return mud.command {
  key = "@typeclass",
  aliases = { "@type", "@parent", "@swap", "@update", "@typeclasses" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "show", "examine", "list", "update", "reset", "force" },
  help = [[See or change what something is. What it knows stays.

  @typeclass <thing>                      what it is
  @typeclass <thing> = <plugin.class>     changes it
  @typeclass/update <thing> [= <class>]   and runs its creation hooks again; @update is the same
  @typeclass/reset <thing> [= <class>]    and wipes its attributes before; @swap is the same
  @typeclass/list                         all that there are

The class it has already is set again with /force, /update and /reset only.]],
  run = function(cmd)
    if cmd.switches.list or cmd.cmdstring == "typeclasses" then return list(cmd) end
    mud.refuse_if(cmd.lhs == "", "Usage: @typeclass[/update][/reset][/force] <thing> [= <plugin.class>]  or  @typeclass/list")
    local reset = cmd.switches.reset or cmd.cmdstring == "swap"
    local update = reset or cmd.switches.update or cmd.cmdstring == "update"
    local change = (cmd.rhs or update or cmd.switches.force) and true
    local obj = build.target(cmd, cmd.lhs, change and "edit" or false)
    if not obj then return end
    if change then
      local class = cmd.rhs and mud.markup(cmd.rhs) or obj.typeclass
      build.class(class)
      mud.refuse_if(class == obj.typeclass and not (update or cmd.switches.force), "{what} is a {class} already. /update or /reset does it again.", { what = obj, class = class })
      obj:set_typeclass(class, { create = update, wipe = reset })
    end
    cmd:msg("{what} is a {class}.", { what = obj, class = obj.typeclass })
  end,
}
