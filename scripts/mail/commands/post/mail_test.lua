local mud = require("mud")
local world = require("mud.test").world

describe("mail", function()
  local function sent()
    local w = world { players = { "Ann", "Bob" } }
    w.ann:types("mail Bob = Meet me |rat dusk|n.")
    return w
  end

  it("is told, read and thrown away", function()
    local w = sent()
    w.bob:sees("You have new mail from Ann.")
    w.bob:types("mail")
    w.bob:sees("(1 new)")
    w.bob:sees("(new) Ann: Meet me |rat dusk|n.")
    w.bob:types("1")
    w.bob:sees("From Ann, 2030-01-01")
    w.bob:types("back")
    w.bob:sees("(0 new)")
    w.bob:types("1")
    w.bob:types("delete")
    w.bob:does_not_see("Ann")
    w.bob:types("close")
    w.bob:types("mail")
    w.bob:sees("You have no letters.")
  end)

  it("is kept over a restart, and the box stays open over a reload", function()
    local w = sent()
    w.bob:types("mail")
    w:reload()
    w.bob:types("1")
    w.bob:sees("Meet me |rat dusk|n.")
    w:restart()
    w.bob = w:join("Bob")
    w.bob:types("mail")
    w.bob:sees("Ann: Meet me")
  end)

  it("refuses what cannot be sent", function()
    local w = sent()
    w.ann:types("mail Nobody = hello")
    w.ann:sees("There is no account Nobody.")
    w.ann:types("mail Bob =")
    w.ann:sees("And what do you want to write?")
    w.ann:types("mail Bob")
    w.ann:sees("Write mail NAME = TEXT.")
  end)

  it("keeps only so many letters", function()
    local w = world { players = { "Ann", "Bob" }, settings = { mail = { letters = 2 } } }
    for i = 1, 3 do w.ann:types("mail Bob = letter " .. i) end
    w.bob:types("mail")
    w.bob:sees("letter 3")
    w.bob:does_not_see("letter 1")
  end)
end)
