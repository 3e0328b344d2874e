local mud = require("mud")

--- A room with a thing that ends every look.
local function hall(name)
  local room = mud.create.object { key = name, typeclass = "core.room" }
  mud.create.object { key = "a measuring rod", location = room }
  return room
end

return mud.command {
  key = "enter",
  locks = "cmd:all()",
  syntax = "<number:number> <hall:number>",
  help = "Come in under a number without a password, and stand in a hall.",
  run = function(cmd, arg)
    local account, why = mud.accounts:guest(cmd.session, "Player" .. arg.number)
    mud.refuse_if(not account, why)
    cmd.session:login(account)
    local name = "Hall" .. arg.hall
    cmd.session.puppet:move_to(mud.find(name) or hall(name), { quiet = true })
    cmd.session:msg("You are in.")
  end,
}
