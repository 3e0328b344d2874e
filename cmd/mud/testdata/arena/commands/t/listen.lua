local mud = require("mud")

return mud.command {
  key = "@listen",
  locks = "cmd:all()",
  help = "Hear of everybody who counts.",
  run = function(cmd) mud.find("tally").db.ear = cmd.caller end,
}
