local mud = require("mud")
return mud.command {
  key = "__noinput",
  auto_help = false,
  run = function(cmd) end,
}
