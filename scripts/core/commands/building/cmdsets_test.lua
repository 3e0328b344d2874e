local mud = require("mud")
local world = require("mud.test").world

local function building()
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  w.ann.account.permissions:add("Builder")
  return w
end

describe("@cmdsets", function()
  it("shows the stack of a thing with what each set says", function()
    local w = building()
    local bell = mud.create.object { key = "bell", location = w.room }
    bell.cmdset:add("core.session")
    w.ann:types("@cmdsets bell")
    w.ann:sees("core.session"):sees("-20"):sees("Together: sessions")
    w.ann:types("@cmdsets")
    w.ann:sees("core.character"):sees("default"):sees("you can use")
  end)
end)
