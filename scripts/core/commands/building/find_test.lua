local mud = require("mud")
local world = require("mud.test").world

describe("@find", function()
  it("finds by name, sort and id", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local attic = mud.create.object { key = "Attic Room", typeclass = "core.room" }
    local box = mud.create.object { key = "attic box", aliases = { "case" }, location = attic }
    w.ann:types("@find attic")
    w.ann:sees("Attic Room")
    w.ann:sees("attic box")
    w.ann:types("@find/room attic")
    w.ann:does_not_see("attic box")
    w.ann:types("@find/exact attic")
    w.ann:sees("Nothing has 'attic' in its name.")
    w.ann:types("@find/exact case")
    w.ann:sees("attic box")
    w.ann:types("@find/startswith box")
    w.ann:sees("Nothing has 'box' in its name.")
    w.ann:types("@find attic = " .. box.id)
    w.ann:does_not_see("Attic Room  ")
    w.ann:sees("attic box")
    w.ann:types("@find/loc case")
    w.ann:sees("attic box (#" .. box.id .. ") is in Attic Room")
    w.ann:types("@find attic = many")
    w.ann:sees("Usage")
  end)
end)
