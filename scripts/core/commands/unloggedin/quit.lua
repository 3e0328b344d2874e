local mud = require("mud")
return mud.command {
  key = "quit",
  aliases = { "q", "qu" },
  category = "login",
  help = "Close this connection.",
  run = function(cmd)
    cmd.session:disconnect("Goodbye.")
  end,
}
