local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@create",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "drop" },
  help = [[Make things, in your hands or with /drop in the room.

  @create <name>[;alias;…][:plugin.typeclass][, <name> …]
  @create/drop lamp;light:core.thing]],
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "Usage: @create[/drop] <name>[;alias][:plugin.typeclass][, <name> …]")
    local who = cmd.caller
    for _, wanted in ipairs(cmd.argstr:split(",")) do
      local text, class = build.typed(wanted:trim(), "core.thing")
      local name, aliases = build.names(text)
      mud.refuse_if(name == "", "A thing needs a name.")
      local obj = mud.create.object {
        key = name, aliases = aliases, typeclass = class, home = who.location,
        location = cmd.switches.drop and who.location or who,
      }
      cmd:msg("You made {what} ({id}), a {class}.", { what = obj, id = obj.dbref, class = class })
    end
  end,
}
