local world = require("mud.test").world

describe("whisper", function()
  it("reaches one listener only", function()
    local w = world { players = { "Ann", "Bob", "Eve" } }
    w.ann:types("whisper bob = meet me at dusk")
    w.ann:sees('You whisper to Bob, "meet me at dusk"')
    w.bob:sees('Ann whispers to you, "meet me at dusk"')
    w.eve:sees_nothing()
  end)

  it("is not for oneself", function()
    local w = world { players = { "Ann" } }
    w.ann:types("whisper ann = hm")
    w.ann:sees("You murmur to yourself.")
  end)

  it("shows what was typed as it is", function()
    local w = world { players = { "Ann", "Bob" } }
    w.ann:types("whisper bob = |rred|n {who}")
    w.bob:sees('Ann whispers to you, "|rred|n {who}"')
  end)

  it("says how it is used", function()
    local w = world { players = { "Ann", "Bob" } }
    w.ann:types("whisper bob")
    w.ann:sees("Usage: whisper")
    w.bob:sees_nothing()
  end)
end)
