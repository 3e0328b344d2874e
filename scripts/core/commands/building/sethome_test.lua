local mud = require("mud")
local world = require("mud.test").world

describe("@sethome", function()
  it("shows and sets where something belongs", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local box = mud.create.object { key = "box", location = w.room }
    local attic = mud.create.object { key = "Attic", typeclass = "core.room" }
    w.ann:types("@sethome box")
    w.ann:sees("The home of box is nothing.")
    w.ann:types("@sethome box = Attic")
    w.ann:sees("The home of box is Attic")
    expect(box.home, attic)
    w.ann:types("@sethome box = *ann")
    w.ann:sees("Only things have a home")
    expect(box.home, attic)
    w.ann:types("@sethome box = box")
    w.ann:sees("can't be at home in itself")
  end)
end)
