local world = require("mud.test").world

local function building()
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  w.ann.account.permissions:add("Builder")
  return w
end

describe("@emit", function()
  it("speaks as nobody, to the room or to some", function()
    local w = building()
    w.ann:types("@emit It |rrains|n.")
    w.bob:sees("It rains.")
    w.ann:types("@pemit bob = Psst.")
    w.bob:sees("Psst.")
    w.ann:sees("Said to Bob.")
    w.ann:types("@remit bob = Psst.")
    w.ann:sees("Bob is no room.")
    w.bob.character.locks:add("tell:perm(Admin)")
    w.ann:types("@emit bob = Psst.")
    w.ann:sees("Bob is not to be spoken to.")
    w.bob:sees_nothing()
  end)
end)
