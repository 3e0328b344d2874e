local mud = require("mud")
local build = require("core.lib.build")
local directions = require("core.lib.directions")

return mud.command {
  key = "@tunnel",
  aliases = { "@tun" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "oneway", "tel" },
  help = [[Make a room in a direction of the compass, with exits there and back.

  @tunnel n
  @tunnel ne = A Mossy Hollow[;alias][:plugin.typeclass]
  @tunnel/oneway …   without an exit back
  @tunnel/tel …      goes there at once]],
  run = function(cmd)
    local there, back = directions.pair(cmd.lhs:lower())
    mud.refuse_if(not there, "Usage: @tunnel[/oneway][/tel] <n, ne, e, se, s, sw, w, nw, u, d, in or out> [= <room>]")
    local here = cmd.caller.location
    mud.refuse_if(not here, "You are nowhere: there is no place for an exit.")
    local text, class = build.typed(cmd.rhs or "An Unnamed Place", "core.room")
    local name, aliases = build.names(text)
    local way = build.exit(here, there, nil)
    local room = mud.create.object { key = name, aliases = aliases, typeclass = class }
    way.destination = room
    if not cmd.switches.oneway then build.exit(room, back, here) end
    cmd:msg("You made {room} ({id}) with " .. (cmd.switches.oneway and "an exit there." or "exits there and back."), { room = room, id = room.dbref })
    if cmd.switches.tel then cmd.caller:move_to(room, { kind = "teleport" }) end
  end,
}
