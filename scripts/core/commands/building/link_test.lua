local mud = require("mud")
local world = require("mud.test").world

describe("@link", function()
  it("shows, sets and clears where an exit leads", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local attic = mud.create.object { key = "Attic", typeclass = "core.room" }
    local hatch = mud.create.object { key = "hatch", typeclass = "core.exit", location = w.room }
    w.ann:types("@link hatch")
    w.ann:sees("hatch leads to nothing.")
    w.ann:types("@link hatch = Attic")
    w.ann:sees("hatch leads to Attic")
    w.ann:types("hatch")
    w.ann:sees("Attic")
    expect(w.ann.character.location, attic)
    local ladder = mud.create.object { key = "ladder", typeclass = "core.exit", location = attic }
    w.ann:types("@link/twoway ladder = hatch")
    expect(ladder.destination, w.room)
    expect(hatch.destination, attic)
    w.ann:types("@unlink ladder")
    w.ann:sees("ladder leads nowhere now.")
    expect(ladder.destination, nil)
    w.ann:types("@link ladder =")
    w.ann:sees("already")
    w.ann:types("@link hatch = hatch")
    w.ann:sees("can't lead into itself")
  end)
end)
