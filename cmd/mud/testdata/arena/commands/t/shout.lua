local mud = require("mud")

return mud.command {
  key = "@shout",
  locks = "cmd:all()",
  help = "Say something to everybody.",
  run = function(cmd) mud.sessions:announce_all(cmd.argstr) end,
}
