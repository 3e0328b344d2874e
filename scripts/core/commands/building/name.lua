local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@name",
  aliases = { "@rename" },
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "<what:object> = <name:rest>",
  help = "Give something another name, and aliases: @name <thing> = <name>[;alias;…]",
  run = function(cmd, arg)
    build.check(cmd, arg.what)
    local name, aliases = build.names(arg.name)
    mud.refuse_if(name == "", "A name is needed.")
    local old = arg.what.key
    arg.what.key = name
    for _, alias in ipairs(aliases) do arg.what.aliases:add(alias) end
    cmd:msg("{old} is {new} now.", { old = old, new = name })
  end,
}
