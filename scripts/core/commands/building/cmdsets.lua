local mud = require("mud")

return mud.command {
  key = "@cmdsets",
  aliases = { "@cmdset" },
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "[<what:object>]",
  help = "See which sets of commands are on something: @cmdsets [<thing>]",
  run = function(cmd, arg)
    local obj = arg.what or cmd.caller
    local own = obj.cmdset:all()
    cmd:msg("{what} has of its own: {sets}.\nYou can use {n} now.", {
      what = obj, sets = #own > 0 and table.concat(own, ", ") or "none",
      n = mud.text.plural(#cmd.cmdset:commands(), "command"),
    })
  end,
}
