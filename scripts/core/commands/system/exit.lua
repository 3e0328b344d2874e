local mud = require("mud")
--- Run when a player types the name of an exit.
return mud.command {
  key = "__exit",
  auto_help = false,
  run = function(cmd)
    local exit, who = cmd.obj, cmd.caller
    if exit.destination and exit:access(cmd.session or who, "traverse", true) then
      exit:at_traverse(who, exit.destination)
    else
      exit:at_failed_traverse(who)
    end
  end,
}
