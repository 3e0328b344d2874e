local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@lock",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[See or set who may do what with something.

  @lock <thing>
  @lock <thing> = <lock>        such as: @lock chest = get:perm(Builder) or id(12)]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @lock <thing> [= <lock>]")
    local obj = cmd.caller:search(cmd.lhs)
    if not obj then return end
    if cmd.rhs then
      build.check(cmd, obj, "control")
      local ok, why = obj.locks:add(mud.markup(cmd.rhs))
      mud.refuse_if(not ok, "{why}", { why = why })
    end
    local own = obj.locks:all()
    cmd:msg("{what}: {locks}", { what = obj, locks = own ~= "" and own or "no locks of its own" })
  end,
}
