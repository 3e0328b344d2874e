local mud = require("mud")
local build = require("core.lib.build")
local directions = require("core.lib.directions")

return mud.command {
  key = "@tunnel",
  aliases = { "@tun" },
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[Make a room in a direction of the compass, with exits there and back.

  @tunnel n
  @tunnel ne = A Mossy Hollow]],
  run = function(cmd)
    local there, back = directions.pair(cmd.lhs:lower())
    mud.refuse_if(not there, "Usage: @tunnel <n, ne, e, se, s, sw, w, nw, u, d, in or out> [= <room>]")
    local here = cmd.caller.location
    mud.refuse_if(not here, "You are nowhere: there is no place for an exit.")
    local name, aliases = build.names(cmd.rhs or "An Unnamed Place")
    local way = build.exit(here, there, nil)
    local room = mud.create.object { key = name, aliases = aliases, typeclass = "core.room" }
    way.destination = room
    build.exit(room, back, here)
    cmd:msg("You made {room} ({id}) with exits there and back.", { room = room, id = room.dbref })
  end,
}
