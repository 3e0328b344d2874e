local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@name",
  aliases = { "@rename" },
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[Give something another name, and other names.

  @name <thing> = <name>[;alias;…]
  @name *<account> = <name>]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "" or not cmd.rhs, "Usage: @name <thing> = <name>[;alias;…]")
    local obj = build.target(cmd, cmd.lhs)
    if not obj then return end
    local name, aliases = build.names(cmd.rhs)
    mud.refuse_if(name == "" and #aliases == 0, "A name is needed.")
    local old = obj.key
    if name ~= "" and obj.kind == "account" then
      local other = mud.accounts:find(name)
      mud.refuse_if(other and other ~= obj, "There is an account '{name}' already.", { name = name })
    end
    if name ~= "" then obj.key = name end
    for _, alias in ipairs(aliases) do obj.aliases:add(alias) end
    cmd:msg("{old} is {new} now.", { old = old, new = obj.key })
  end,
}
