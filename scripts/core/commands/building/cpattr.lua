local mud = require("mud")
local attributes = require("core.lib.copy_attributes")

return mud.command {
  key = "@cpattr",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "move" },
  help = [[Copy an attribute to others, or with /move away.

  @cpattr <thing>/<attribute> = <thing>[/<attribute>], …

An attribute may have a category behind a colon.]],
  run = function(cmd)
    attributes.run(cmd, cmd.switches.move, "@cpattr[/move]")
  end,
}
