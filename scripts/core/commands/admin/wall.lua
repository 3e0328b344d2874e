local mud = require("mud")

return mud.command {
  key = "@wall",
  category = "admin",
  locks = "cmd:perm(Admin)",
  help = "Say something to everybody who is connected: @wall <text>",
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "Usage: @wall <text>")
    mud.sessions:announce_all('|y{who} announces:|n {text}', { who = cmd.account or cmd.caller, text = cmd.argstr })
  end,
}
