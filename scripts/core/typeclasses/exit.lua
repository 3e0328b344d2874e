local mud = require("mud")
local Object = require("core.typeclasses.object")

--- A way from one room to another. Its name is a command for whoever is in the room.
local Exit = mud.typeclass { key = "exit", extends = Object, locks = "get:false();puppet:false();traverse:all()" }

--- Takes somebody through. A builder's exit may do more on the way.
function Exit:at_traverse(who, dest)
  local from = who.location
  who.ndb.via = self.key
  local through = who:move_to(dest, { kind = "traverse" })
  who.ndb.via = nil
  if through then self:at_post_traverse(who, from) else self:at_failed_traverse(who) end
end

--- Somebody has come through.
function Exit:at_post_traverse(who, from) end

--- Somebody may not pass, or was held back by a hook.
function Exit:at_failed_traverse(who)
  who:msg(self.db.err_traverse or "You cannot go there.")
end

return Exit
