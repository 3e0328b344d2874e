local world = require("mud.test").world

describe("@time", function()
  it("says how long the server is up", function()
    local w = world { players = { "Ann" } }
    w:advance(65)
    w.ann:types("@time")
    w.ann:sees("The server has been up for 1m 5s.")
    w.ann:types("time look")
    w.ann:sees("The server has been up for 1m 5s.")
  end)

  it("measures a command for builders", function()
    local w = world { players = { "Ann", "Bob" } }
    w.ann.account.permissions:add("Builder")
    w.ann:types("@time say hello")
    w.bob:sees('Ann says, "hello"')
    w.ann:sees('You say, "hello"'):sees("1 step: "):sees("of it in Lua"):sees("Said: 2 texts to 2 sessions. Written: nothing.")
  end)

  it("tells what was written", function()
    local w = world { players = { "Ann" } }
    w.ann.account.permissions:add("Builder")
    w.ann:types("@time setdesc A tall one.")
    w.ann:sees("Written: " .. w.ann.character.dbref .. " desc")
  end)
end)
