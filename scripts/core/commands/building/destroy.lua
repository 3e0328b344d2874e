local mud = require("mud")

return mud.command {
  key = "@destroy",
  aliases = { "@delete" },
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "<what:object>",
  help = "Take something out of the world for good. What is in it goes home.",
  run = function(cmd, arg)
    local obj = arg.what
    mud.refuse_if(obj == cmd.caller, "You can't destroy yourself.")
    mud.refuse_if(not obj:access(cmd.session or cmd.caller, "delete"), "You may not destroy {what}.", { what = obj })
    local name = obj.key
    if obj:is_typeclass("core.room") or obj:is_typeclass("core.character") then
      mud.refuse_if(not cmd:yes_no(mud.format("Destroy {what} for good?", { what = obj }), false), "Nothing is destroyed.")
    end
    mud.refuse_if(not obj:delete(), "{what} can't be destroyed.", { what = name })
    cmd:msg("{what} is gone.", { what = name })
  end,
}
