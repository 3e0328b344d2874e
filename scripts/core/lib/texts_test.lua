local mud = require("mud")
local world = require("mud.test").world

describe("texts", function()
  it("greets who connects in lines that fit a phone", function()
    local w = world {}
    local stranger = w:connect()
    stranger:sees("connect <name> <password>"):sees("create <name> <password>")
    for line in stranger:seen():gmatch("[^\n]+") do expect(mud.text.width(line) <= 40) end
  end)

  it("says goodbye", function()
    local w = world { players = { "Ann" } }
    w.ann:types("quit")
    w.ann:sees("Goodbye. Hope to see you again, soon.")
  end)
end)
