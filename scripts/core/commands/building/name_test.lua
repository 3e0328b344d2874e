local mud = require("mud")
local world = require("mud.test").world

describe("@name", function()
  it("names things and accounts anew", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann.account.permissions:add("Admin")
    local box = mud.create.object { key = "box", location = w.room }
    w.ann:types("@name box = oak chest;chest;trunk")
    w.ann:sees("box is oak chest now.")
    expect(box.aliases:has("trunk"), true)
    w.ann:types("@name trunk = ;coffer")
    expect(box.key, "oak chest")
    expect(box.aliases:has("coffer"), true)
    w.ann:types("@name *bob = Robert")
    expect(w.bob.account.key, "Robert")
    w.ann:types("@name *Robert = Ann")
    w.ann:sees("There is an account 'Ann' already.")
    w.ann:types("@name box")
    w.ann:sees("Usage")
  end)
end)
