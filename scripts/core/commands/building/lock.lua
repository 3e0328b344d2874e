local mud = require("mud")
local build = require("core.lib.build")

--- Shows the locks that an object has, and those that count where it has none of its own.
local function show(cmd, obj)
  local own, class = obj.locks:all(), obj.locks:inherited()
  cmd:msg("|wLocks of {what}:|n {own}\n|wFrom {class}:|n {inherited}", {
    what = obj, own = own ~= "" and own or "none", class = obj.typeclass, inherited = class ~= "" and class or "none",
  })
end

return mud.command {
  key = "@lock",
  aliases = { "@locks" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "del", "view" },
  help = [[See or set who may do what with something.

  @lock <thing>
  @lock <thing>/<type>                one lock
  @lock/del <thing>/<type>
  @lock <thing> = <type>:<lock>[;<type>:<lock> …]

Such as: @lock chest = get:perm(Builder) or id(12). `help lockstrings` tells about types and functions.]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @lock[/del] <thing>[/<type>] [= <locks>]")
    local name, kind = cmd.lhs:match("^(.-)/([%w_]+)$")
    local change = (cmd.rhs or cmd.switches.del) and "control"
    local obj = build.target(cmd, name or cmd.lhs, change or false)
    if not obj then return end
    if cmd.switches.del then
      mud.refuse_if(not kind, "Which lock? Usage: @lock/del <thing>/<type>")
      mud.refuse_if(not obj.locks:remove(kind), "{what} has no lock {kind} of its own.", { what = obj, kind = kind })
    elseif cmd.rhs then
      local ok, why = obj.locks:add(mud.markup(cmd.rhs))
      mud.refuse_if(not ok, "{why}", { why = why })
    elseif kind then
      return cmd:msg("{what}: {lock}", { what = obj, lock = obj.locks:get(kind) or "no lock " .. kind .. " of its own" })
    end
    show(cmd, obj)
  end,
}
