local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@unlink",
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "<exit:object>",
  help = "Let an exit lead nowhere: @unlink <exit>",
  run = function(cmd, arg)
    build.check(cmd, arg.exit)
    mud.refuse_if(not arg.exit.destination, "{exit} leads nowhere already.", { exit = arg.exit })
    arg.exit.destination = nil
    cmd:msg("{exit} leads nowhere now.", { exit = arg.exit })
  end,
}
