local world = require("mud.test").world

local function building()
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  w.ann.account.permissions:add("Builder")
  return w
end

describe("@force", function()
  it("has somebody do what was typed, and answers them", function()
    local w = building()
    w.ann:types("@force bob = say I am Bob")
    w.ann:sees("You have Bob do: say I am Bob"):sees('Bob says, "I am Bob"')
    w.bob:sees('You say, "I am Bob"')
  end)

  it("is not for players", function()
    local w = building()
    w.bob:types("@force ann = say I am Ann")
    w.bob:sees("There is no command '@force'")
    w.ann:sees_nothing()
  end)

  it("stops what would go on for ever", function()
    local w = building()
    w.ann.character.nicks:add("round", "@force me = round")
    w.ann:types("round")
    w.ann:sees("more than ten times and was stopped")
  end)
end)
