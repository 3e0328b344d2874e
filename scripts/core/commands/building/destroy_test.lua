local mud = require("mud")
local world = require("mud.test").world

describe("@destroy", function()
  local function with_builder()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    return w
  end

  it("destroys several at once, when it is sure", function()
    local w = with_builder()
    local a = mud.create.object { key = "box", location = w.room }
    local b = mud.create.object { key = "jar", location = w.room }
    w.ann:types("@destroy box, jar")
    w.ann:sees("Destroy box (#" .. a.id .. ") and jar (#" .. b.id .. ") for good?")
    w.ann:types("n")
    w.ann:sees("Nothing is destroyed.")
    w.ann:types("@destroy/force #" .. a.id .. "-#" .. b.id)
    w.ann:sees("are gone.")
    expect(a.deleted and b.deleted, true)
  end)

  it("moves who stands in a room home, and takes its exits along", function()
    local w = with_builder()
    local attic = mud.create.object { key = "Attic", typeclass = "core.room" }
    local hatch = mud.create.object { key = "hatch", typeclass = "core.exit", location = w.room, destination = attic }
    local ladder = mud.create.object { key = "ladder", typeclass = "core.exit", location = attic, destination = w.room }
    local box = mud.create.object { key = "box", location = attic, home = w.room }
    w.room.db.note = { attic }
    w.bob.character.home = w.room
    w.bob:types("hatch")
    w.ann:types("@destroy #" .. attic.id)
    w.ann:types("y")
    w.bob:sees("Attic is no more.")
    w.bob:sees("Room")
    expect(w.bob.character.location, w.room)
    expect(box.location, w.room)
    expect(hatch.deleted and ladder.deleted, true)
    expect(w.room.db.note[1], nil)
  end)

  it("does not take a character from its player, unless it is told to", function()
    local w = with_builder()
    w.bob.character.locks:add("delete:all()")
    w.ann:types("@destroy bob")
    w.ann:sees("Bob is played by somebody.")
    w.ann:types("@destroy/override/force bob")
    w.bob:sees("Bob is no more.")
    expect(w.bob.session.puppet, nil)
    expect(#w.bob.account.characters, 0)
  end)
end)
