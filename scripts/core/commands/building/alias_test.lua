local mud = require("mud")
local world = require("mud.test").world

describe("@alias", function()
  it("adds, shows and removes other names", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local box = mud.create.object { key = "box", location = w.room }
    w.ann:types("@alias box = case, Trunk")
    w.ann:sees("box is also called case and trunk.")
    w.ann:types("look trunk")
    w.ann:sees("box")
    w.ann:types("@alias/delete box = case")
    w.ann:sees("box is also called trunk.")
    w.ann:types("@alias/delete box = case")
    w.ann:sees("box is not called 'case'.")
    w.ann:types("@alias box =")
    w.ann:sees("box has no other names.")
    expect(#box.aliases:all(), 0)
  end)
end)
