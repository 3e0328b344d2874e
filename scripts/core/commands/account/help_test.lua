local world = require("mud.test").world

describe("help", function()
  it("marks what can be typed", function()
    local w = world { players = { "Ann" } }
    w.ann:types("help connections")
    w.ann:sees("sessions lists those of your account."):sees("ic NAME plays one")
    w.ann:does_not_see("`")
  end)
end)
