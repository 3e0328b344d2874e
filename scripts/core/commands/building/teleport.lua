local mud = require("mud")

return mud.command {
  key = "@teleport",
  aliases = { "@tel" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "quiet" },
  help = [[Go anywhere, or send something anywhere.

  @teleport <place or #id>
  @teleport <thing> = <place or #id>]],
  run = function(cmd)
    local who = cmd.caller
    mud.refuse_if(cmd.argstr == "", "Usage: @teleport [<thing> =] <place or #id>")
    local thing = cmd.rhs and who:search(cmd.lhs, { global = true }) or who
    local dest = who:search(cmd.rhs or cmd.argstr, { global = true })
    if not dest or cmd.rhs and not thing then return end
    mud.refuse_if(thing ~= who and not thing:access(cmd.session or who, "teleport"), "You may not move {what}.", { what = thing })
    mud.refuse_if(not dest:access(cmd.session or who, "teleport_here", true), "You may not go there.")
    local ok = thing:move_to(dest, { kind = "teleport", quiet = cmd.switches.quiet })
    mud.refuse_if(not ok, "{what} can't go there.", { what = thing })
    if thing ~= who then cmd:msg("{what} is in {dest} now.", { what = thing, dest = dest }) end
  end,
}
