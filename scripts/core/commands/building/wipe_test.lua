local mud = require("mud")
local world = require("mud.test").world

describe("@wipe", function()
  it("removes some attributes, or all", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local box = mud.create.object { key = "box", location = w.room, db = { a = 1, b = 2, c = 3 } }
    w.ann:types("@wipe box/a/c")
    w.ann:sees("box has lost a and c.")
    expect(box.db.b, 2)
    expect(box.db.a, nil)
    w.ann:types("@wipe box/a")
    w.ann:sees("box has no attribute a.")
    box.attributes:set("kept", 1, { lock = "attredit:false()" })
    w.ann:types("@wipe box")
    w.ann:sees("You may not change box/kept.")
    expect(box.db.b, 2)
    box.attributes:lock("kept", "")
    w.ann:types("@wipe box")
    w.ann:sees("box has lost b and kept.")
    expect(#box.attributes:all(), 0)
  end)
end)
