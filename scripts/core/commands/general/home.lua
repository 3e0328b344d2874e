local mud = require("mud")

return mud.command {
  key = "home",
  category = "general",
  help = "Go to the place where you belong.",
  run = function(cmd)
    local who = cmd.caller
    mud.refuse_if(not who.home, "You have no home.")
    mud.refuse_if(who.home == who.location, "You are home already.")
    cmd:msg("There's no place like home …")
    who:move_to(who.home, { kind = "teleport" })
  end,
}
