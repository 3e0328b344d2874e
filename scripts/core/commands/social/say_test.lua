local world = require("mud.test").world

describe("say", function()
  it("is heard in the room and nowhere else", function()
    local w = world { players = { "Ann", "Bob", "Eve" } }
    local attic = require("mud").create.object { key = "Attic", typeclass = "core.room" }
    w.eve.character:move_to(attic, { quiet = true })
    w.ann:types("say hello there")
    w.ann:sees('You say, "hello there"')
    w.bob:sees('Ann says, "hello there"')
    w.eve:sees_nothing()
  end)

  it("has a quote for a short name, with no space behind it", function()
    local w = world { players = { "Ann", "Bob" } }
    w.ann:types('"hello')
    w.bob:sees('Ann says, "hello"')
  end)

  it("asks what, when there is nothing to say", function()
    local w = world { players = { "Ann", "Bob" } }
    w.ann:types("say")
    w.ann:sees("Say what?")
    w.bob:sees_nothing()
  end)

  it("shows what was typed as it is", function()
    local w = world { players = { "Ann", "Bob" } }
    w.ann:types("say |rred|n {who} 100%")
    w.bob:sees('Ann says, "|rred|n {who} 100%"')
  end)
end)
