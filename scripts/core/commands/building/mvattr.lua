local mud = require("mud")
local attributes = require("core.lib.copy_attributes")

return mud.command {
  key = "@mvattr",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "copy" },
  help = [[Move an attribute to another thing, or give it another name; with /copy it stays as well.

  @mvattr <thing>/<attribute> = <thing>[/<attribute>], …]],
  run = function(cmd)
    attributes.run(cmd, not cmd.switches.copy, "@mvattr[/copy]")
  end,
}
