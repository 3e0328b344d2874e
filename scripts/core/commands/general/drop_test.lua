local mud = require("mud")
local world = require("mud.test").world

describe("drop", function()
  it("puts down what is carried, and the others see it", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    local ball = mud.create.object { key = "ball", location = w.ann.character }
    w.ann:types("drop ball")
    w.ann:sees("You drop a ball.")
    w.bob:sees("Ann drops a ball.")
    expect(ball.location, w.room)
  end)

  it("leaves what others carry", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    local ball = mud.create.object { key = "ball", location = w.ann.character }
    w.bob:types("drop ball")
    w.ann:sees_nothing()
    expect(ball.location, w.ann.character)
  end)

  it("keeps what is locked", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    local ball = mud.create.object { key = "ball", location = w.ann.character, locks = "drop:false()" }
    w.ann:types("drop ball")
    w.ann:sees("You can't drop ball.")
    expect(ball.location, w.ann.character)
  end)
end)
