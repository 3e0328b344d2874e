local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@alias",
  aliases = { "@setobjalias" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "delete" },
  help = [[See, add or remove other names of something.

  @alias <thing>
  @alias <thing> = <name>[, <name> …]
  @alias/delete <thing> = <name>[, <name> …]
  @alias <thing> =                       removes all]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @alias[/delete] <thing> [= <name>, …]")
    local obj = build.target(cmd, cmd.lhs, cmd.rhs and "edit" or false)
    if not obj then return end
    if cmd.rhs == "" then
      for _, name in ipairs(obj.aliases:all()) do obj.aliases:remove(name) end
    end
    for _, name in ipairs(cmd.rhslist) do
      if cmd.switches.delete then
        mud.refuse_if(not obj.aliases:remove(name), "{what} is not called '{name}'.", { what = obj, name = name })
      else
        obj.aliases:add(mud.markup(name))
      end
    end
    local all = obj.aliases:all()
    cmd:msg(#all > 0 and "{what} is also called {names}." or "{what} has no other names.", { what = obj, names = mud.text.list(all) })
  end,
}
