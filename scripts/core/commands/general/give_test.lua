local mud = require("mud")
local world = require("mud.test").world

describe("give", function()
  it("hands a thing to somebody, with to or =", function()
    local w = world { players = { "Ann", "Bob", "Eve" }, room = "core.room" }
    local ball = mud.create.object { key = "ball", location = w.ann.character }
    w.ann:types("give ball to bob")
    w.ann:sees("You give a ball to Bob.")
    w.eve:sees("Ann gives a ball to Bob.")
    expect(ball.location, w.bob.character)
    w.bob:types("give ball = ann")
    expect(ball.location, w.ann.character)
  end)

  it("keeps what one gives to oneself", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    local ball = mud.create.object { key = "ball", location = w.ann.character }
    w.ann:types("give ball to ann")
    w.ann:sees("You keep a ball to yourself.")
    expect(ball.location, w.ann.character)
  end)
end)
