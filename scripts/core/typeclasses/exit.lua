local mud = require("mud")
local Object = require("core.typeclasses.object")

--- A way from one room to another. Its name is a command for whoever is in the room.
local Exit = mud.typeclass { key = "exit", extends = Object, locks = "get:false();puppet:false();traverse:all()" }

--- Takes somebody through. A builder's exit may do more on the way.
function Exit:at_traverse(who)
  who.ndb.via = self.key
  who:move_to(self.destination, { kind = "traverse" })
  who.ndb.via = nil
end

function Exit:at_failed_traverse(who)
  who:msg(self.db.err_traverse or "You cannot go there.")
end

return Exit
