local mud = require("mud")

return mud.command {
  key = "@linger",
  locks = "cmd:all()",
  help = "Keep the server busy for some seconds.",
  run = function() while true do end end,
}
