local mud = require("mud")
local build = require("core.lib.build")

--- Lets two exits lead to where the other one is.
local function both_ways(cmd, exit, other)
  build.check(cmd, other)
  mud.refuse_if(not (exit.location and other.location), "Both exits must be somewhere.")
  exit.destination, other.destination = other.location, exit.location
  cmd:msg("{a} leads to {b}, and {c} leads to {d}.", { a = exit, b = exit.destination, c = other, d = other.destination })
end

return mud.command {
  key = "@link",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "twoway" },
  help = [[See or set where an exit leads. A thing that leads somewhere is an exit.

  @link <exit>                          where it leads
  @link <exit> = <place or #id>
  @link <exit> =                        nowhere, as @unlink
  @link/twoway <exit> = <other exit>    each leads to where the other is]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @link[/twoway] <exit> [= <place or #id>]")
    local exit = build.target(cmd, cmd.lhs, cmd.rhs and "edit" or false, { global = true })
    if not exit then return end
    if cmd.rhs and cmd.rhs ~= "" then
      local dest = build.target(cmd, cmd.rhs, false, { global = true })
      if not dest then return end
      if cmd.switches.twoway then return both_ways(cmd, exit, dest) end
      mud.refuse_if(exit.kind ~= "object" or dest.kind ~= "object", "Only things can lead somewhere, and only to places.")
      mud.refuse_if(dest == exit, "{exit} can't lead into itself.", { exit = exit })
      exit.destination = dest
    elseif cmd.rhs then
      mud.refuse_if(not exit.destination, "{exit} leads nowhere already.", { exit = exit })
      exit.destination = nil
    end
    cmd:msg("{exit} leads to " .. build.id(exit.destination) .. ".", { exit = exit })
  end,
}
