local mud = require("mud")
local world = require("mud.test").world

--- A world with a ball in the room.
local function with_ball(more)
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  local what = { key = "ball", location = w.room }
  for k, v in pairs(more or {}) do what[k] = v end
  return w, mud.create.object(what)
end

describe("get", function()
  it("picks up what lies here, and the others see it", function()
    local w, ball = with_ball()
    w.ann:types("get ball")
    w.ann:sees("You pick up ball.")
    w.bob:sees("Ann picks up ball.")
    expect(ball.location, w.ann.character)
  end)

  it("leaves what is locked", function()
    local w, ball = with_ball { locks = "get:false()", db = { get_err_msg = "It is nailed down." } }
    w.ann:types("get ball")
    w.ann:sees("It is nailed down.")
    expect(ball.location, w.room)
  end)

  it("does not lift the one who types it", function()
    local w = with_ball()
    w.ann:types("get ann")
    w.ann:sees("You can't pick yourself up.")
  end)

  it("says what is not there", function()
    local w = with_ball()
    w.ann:types("get sword")
    w.ann:sees("sword")
    w.bob:sees_nothing()
  end)
end)
