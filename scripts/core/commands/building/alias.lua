local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@alias",
  aliases = { "@setobjalias" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "category", "delete" },
  help = [[See, add or remove other names of something.

  @alias <thing>
  @alias <thing> = <name>[, <name> …]
  @alias/category <thing> = <name>[, <name> …]:<category>      for scripts that tell sorts of names apart
  @alias/delete <thing> = <name>[, <name> …]
  @alias <thing> =                       removes all]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @alias[/delete] <thing> [= <name>, …]")
    local obj = build.target(cmd, cmd.lhs, cmd.rhs and "edit" or false)
    if not obj then return end
    if cmd.rhs == "" then
      for _, name in ipairs(obj.aliases:all()) do obj.aliases:remove(name) end
    end
    local names, category = cmd.rhslist, nil
    if cmd.switches.category then
      local list, word = (cmd.rhs or ""):match("^(.+):%s*([^:]+)$")
      mud.refuse_if(not list, "Usage: @alias/category <thing> = <name>[, …]:<category>")
      names, category = list:split(","), mud.markup(word)
    end
    for _, name in ipairs(names) do
      if cmd.switches.delete then
        mud.refuse_if(not obj.aliases:remove(name), "{what} is not called '{name}'.", { what = obj, name = name })
      else
        obj.aliases:add(mud.markup(name), category)
      end
    end
    local all = build.aliases(obj)
    cmd:msg(#all > 0 and "{what} is also called {names}." or "{what} has no other names.", { what = obj, names = mud.text.list(all) })
  end,
}
