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
    w.ann:sees("You pick up a ball.")
    w.bob:sees("Ann picks up a ball.")
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

  local function with_apples(n)
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    for i = 1, n do mud.create.object { key = "red apple", location = w.room } end
    return w
  end

  it("picks up some of several, by a number", function()
    local w = with_apples(4)
    w.ann:types("get 3 apples")
    w.ann:sees("You pick up three red apples.")
    w.bob:sees("Ann picks up three red apples.")
    expect(#w.ann.character.contents, 3)
    w.ann:types("get 3 apples")
    w.ann:sees("You can find only 1 of 'apples'.")
  end)

  it("picks up all of them, by the plural", function()
    local w = with_apples(3)
    w.ann:types("get red apples")
    w.ann:sees("You pick up three red apples.")
    w.ann:types("inventory")
    w.ann:sees("You carry three red apples.")
  end)

  it("picks up all that may be picked up", function()
    local w = with_apples(2)
    mud.create.object { key = "anvil", location = w.room, locks = "get:false()" }
    mud.create.object { key = "gem", location = w.room, locks = "search:false()" }
    w.ann:types("get all")
    w.ann:sees("You pick up two red apples.")
    w.ann:types("get all")
    w.ann:sees("There is nothing to get.")
    w.ann:types("give all to bob")
    w.bob:sees("Ann gives two red apples to Bob.")
    w.bob:types("drop all")
    w.ann:sees("Bob drops two red apples.")
    w.bob:types("drop all")
    w.bob:sees("There is nothing to drop.")
  end)

  it("asks which one, and takes the one that is meant", function()
    local w = with_apples(2)
    w.ann:types("get apple")
    w.ann:sees("More than one match for 'apple'")
    w.ann:types("get apple-2")
    w.ann:sees("You pick up a red apple.")
  end)

  it("does not guess between sorts", function()
    local w = with_apples(2)
    mud.create.object { key = "green apple", location = w.room }
    w.ann:types("get 3 apples")
    w.ann:sees("More than one match for 'apples'")
    w.ann:types("get 5 red apples")
    w.ann:sees("You can find only 2 of 'red apples'.")
  end)

  it("takes all or none: one that refuses holds back the rest", function()
    local w = with_apples(3)
    w.room.contents[4].locks:add("get:false()")
    w.ann:types("get 3 apples")
    w.ann:sees("You can't get")
    expect(#w.ann.character.contents, 0)
  end)
end)
