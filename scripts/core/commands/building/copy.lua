local mud = require("mud")
local build = require("core.lib.build")
local copies = require("core.lib.copies")

return mud.command {
  key = "@copy",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[Make copies of something, with all that it knows but without what is in it.

  @copy <thing>                                 named "<thing>_copy", beside it
  @copy <thing> = <name>[;alias][:<place>], …   one for each name]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @copy <thing> [= <name>[;alias][:<place or #id>], …]")
    local obj = build.target(cmd, cmd.lhs)
    if not obj then return end
    mud.refuse_if(obj.kind ~= "object", "Only things, rooms and exits can be copied.")
    local wanted = #cmd.rhslist > 0 and cmd.rhslist or { obj.key .. "_copy" }
    for _, text in ipairs(wanted) do
      local before, where = text:match("^(.-):(.+)$")
      local place = obj.location
      if where then place = build.target(cmd, where, false, { global = true }) end
      if where and not place then return end
      mud.refuse_if(place and place.kind ~= "object", "{what} is no place.", { what = place })
      local key, aliases = build.names(before or text)
      mud.refuse_if(key == "", "A copy needs a name.")
      cmd:msg("You made " .. build.id(copies.object(obj, key, #aliases > 0 and aliases or nil, place)) .. ".")
    end
  end,
}
