local mud = require("mud")
return mud.command {
  key = "@claim",
  category = "admin",
  syntax = "<code:word>",
  auto_help = false,
  help = "Become the superuser with the code that the server printed when it was started first.",
  run = function(cmd, arg)
    local ok = mud.server:claim(cmd.account, mud.markup(arg.code))
    mud.refuse_if(not ok, "That is not the code, or it has been used. The server prints it at each start until then.")
    cmd:msg("You are the superuser now. Try |w@lua me|n, |w@dig|n and |whelp builders|n.")
  end,
}
