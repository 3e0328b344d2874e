local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@desc",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "edit" },
  help = [[Describe the room, or something in it. Markup such as |rred|n works.

  @desc <text>
  @desc <thing> = <text>
  @desc/edit [<thing>]      opens the line editor]],
  run = function(cmd)
    local edit = cmd.switches.edit
    mud.refuse_if(cmd.argstr == "" and not edit, "Usage: @desc [<thing> =] <text>")
    local obj = cmd.caller.location
    if cmd.rhs or edit and cmd.argstr ~= "" then obj = cmd.caller:search(cmd.lhs) end
    if not obj then return end
    build.check(cmd, obj)
    if edit then
      return cmd:edit(obj.db.desc, { title = "the description of " .. obj.key, save = "core.lib.build.save_desc", arg = obj })
    end
    obj.db.desc = mud.markup(cmd.rhs or cmd.argstr)
    cmd:msg("{what} has a new description.", { what = obj })
  end,
}
