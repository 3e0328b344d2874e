local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@open",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[Make an exit from here to a room that exists.

  @open <exit>[;alias] = <room or #id>
  @open <exit>[;alias], <exit back> = <room or #id>]],
  run = function(cmd)
    local here = cmd.caller.location
    mud.refuse_if(not here, "You are nowhere: there is no place for an exit.")
    mud.refuse_if(cmd.lhs == "" or not cmd.rhs, "Usage: @open <exit>[;alias][, <exit back>] = <room or #id>")
    local room = cmd.caller:search(cmd.rhs, { global = true })
    if not room then return end
    mud.refuse_if(room.kind ~= "object", "{room} is no place.", { room = room })
    cmd:msg("{exit} leads to {room}.", { exit = build.exit(here, cmd.lhslist[1], room), room = room })
    if cmd.lhslist[2] then
      cmd:msg("{exit} leads back.", { exit = build.exit(room, cmd.lhslist[2], here) })
    end
  end,
}
