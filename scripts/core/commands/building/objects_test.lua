local mud = require("mud")
local world = require("mud.test").world

describe("@objects", function()
  it("counts things by what they are, and shows the newest", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    mud.create.object { key = "old box", location = w.room }
    mud.create.object { key = "new box", location = w.room }
    local seen = w.ann:types("@objects 1")
    expect(seen:find("core%.thing%s+2") ~= nil, true)
    w.ann:sees("new box")
    w.ann:does_not_see("old box")
  end)
end)
