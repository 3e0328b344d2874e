local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@dig",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "teleport" },
  help = [[Make a room, with exits there and back.

  @dig <room>
  @dig <room> = <exit there>[;alias], <exit back>[;alias]
  @dig/teleport …  goes there at once]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @dig <room>[:plugin.typeclass] [= <exit there>[;alias], <exit back>[;alias]]")
    local here, text, class = cmd.caller.location, build.typed(cmd.lhs, "core.room")
    local name, aliases = build.names(text)
    local room = mud.create.object { key = name, aliases = aliases, typeclass = class }
    cmd:msg("You made the room {room} ({id}).", { room = room, id = room.dbref })
    local there, back = cmd.rhslist[1], cmd.rhslist[2]
    if there and there ~= "" then
      mud.refuse_if(not here, "You are nowhere: there is no place for an exit.")
      cmd:msg("{exit} leads there.", { exit = build.exit(here, there, room) })
    end
    if back and back ~= "" then
      cmd:msg("{exit} leads back.", { exit = build.exit(room, back, here) })
    end
    if cmd.switches.teleport then cmd.caller:move_to(room, { kind = "teleport" }) end
  end,
}
