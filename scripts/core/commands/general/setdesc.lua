local mud = require("mud")

return mud.command {
  key = "setdesc",
  category = "general",
  help = "Say what others see who look at you: setdesc <text>",
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "Usage: setdesc <what others see>")
    cmd.caller.db.desc = cmd.argstr
    cmd:msg("Who looks at you sees: {text}", { text = cmd.argstr })
  end,
}
