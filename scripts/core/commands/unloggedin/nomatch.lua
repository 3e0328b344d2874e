local mud = require("mud")
return mud.command {
  key = "__nomatch",
  auto_help = false,
  run = function(cmd)
    local hint = "Type |wconnect <name> <password>|n, |wcreate <name> <password>|n, |whelp|n or |wquit|n."
    cmd:msg("'{word}' cannot be used before you log in. " .. hint, { word = cmd.args:match("%S+") or cmd.args }) -- a password may stand behind it
  end,
}
