local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@sethome",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[See or set the home of something: where it goes when its place is gone.

  @sethome <thing>
  @sethome <thing> = <place or #id>]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @sethome <thing> [= <place or #id>]")
    local obj = build.target(cmd, cmd.lhs, cmd.rhs and "edit" or false)
    if not obj then return end
    if cmd.rhs then
      mud.refuse_if(cmd.rhs == "", "A home is a place: @sethome <thing> = <place or #id>")
      local home = build.target(cmd, cmd.rhs, false, { global = true })
      if not home then return end
      mud.refuse_if(obj.kind ~= "object" or home.kind ~= "object", "Only things have a home, and only in things.")
      mud.refuse_if(home == obj, "{what} can't be at home in itself.", { what = obj })
      obj.home = home
    end
    cmd:msg("The home of {what} is " .. build.id(obj.home) .. ".", { what = obj })
  end,
}
