local mud = require("mud")
local build = require("core.lib.build")

return mud.command {
  key = "@teleport",
  aliases = { "@tel" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "quiet", "intoexit", "tonone", "loc" },
  help = [[Go anywhere, or send something anywhere.

  @teleport <place or #id>
  @teleport <thing> = <place or #id>
  @teleport/tonone <thing>      out of the world, to be brought back later
  @teleport/loc <thing>         to where the thing is
  /intoexit goes into an exit instead of through it, /quiet tells nobody.]],
  run = function(cmd)
    local who, sw = cmd.caller, cmd.switches
    local me = cmd.session or who
    mud.refuse_if(cmd.argstr == "", "Usage: @teleport[/quiet][/intoexit][/loc] [<thing> =] <place or #id>  or  @teleport/tonone <thing>")
    local thing, dest = who, nil
    if cmd.rhs or sw.tonone then thing = build.target(cmd, cmd.lhs, false, { global = true }) end
    if not sw.tonone then dest = build.target(cmd, cmd.rhs or cmd.argstr, false, { global = true }) end
    if not thing or not dest and not sw.tonone then return end
    if dest and sw.loc then
      dest = dest.location
      mud.refuse_if(not dest, "That is nowhere.")
    elseif dest and dest.destination and not sw.intoexit then
      dest = dest.destination
    end
    mud.refuse_if(thing.kind ~= "object" or dest and dest.kind ~= "object", "Only things can be somewhere.")
    mud.refuse_if(thing ~= who and not thing:access(me, "teleport"), "You may not move {what}.", { what = thing })
    mud.refuse_if(dest and not dest:access(me, "teleport_here", true), "You may not go there.")
    local ok = thing:move_to(dest, { kind = "teleport", quiet = sw.quiet })
    mud.refuse_if(not ok, "{what} can't go there.", { what = thing })
    if not dest then return cmd:msg("{what} is out of the world.", { what = thing }) end
    if thing ~= who then cmd:msg("{what} is in {dest} now.", { what = thing, dest = dest }) end
  end,
}
