local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@desc",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[Describe the room, or something in it. Markup such as |rred|n works.

  @desc <text>
  @desc <thing> = <text>]],
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "Usage: @desc [<thing> =] <text>")
    local obj = cmd.caller.location
    if cmd.rhs then obj = cmd.caller:search(cmd.lhs) end
    if not obj then return end
    build.check(cmd, obj)
    obj.db.desc = mud.markup(cmd.rhs or cmd.argstr)
    cmd:msg("{what} has a new description.", { what = obj })
  end,
}
