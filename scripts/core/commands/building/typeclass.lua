local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@typeclass",
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "<what:object> [= <class:word>]",
  help = "See or change what something is: @typeclass <thing> [= <plugin.typeclass>]",
  run = function(cmd, arg)
    if arg.class then
      build.check(cmd, arg.what)
      build.class(arg.class)
      arg.what:set_typeclass(arg.class)
    end
    cmd:msg("{what} is a {class}.", { what = arg.what, class = arg.what.typeclass })
  end,
}
