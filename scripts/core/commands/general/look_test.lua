local mud = require("mud")
local world = require("mud.test").world

describe("look", function()
  it("shows the room, what is in it and where it leads", function()
    local w = world { players = { "Ann", "Bob" }, room = { key = "Cellar", typeclass = "core.room", db = { desc = "It is damp." } } }
    local stairs = mud.create.object { key = "Stairs", typeclass = "core.room" }
    mud.create.object { key = "up", typeclass = "core.exit", location = w.room, destination = stairs }
    mud.create.object { key = "barrel", location = w.room }
    w.ann:types("look")
    w.ann:sees("Cellar"):sees("It is damp."):sees("up"):sees("barrel"):sees("Bob")
    w.ann:does_not_see("Ann")
    w.bob:sees_nothing()
  end)

  it("looks at one thing", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    mud.create.object { key = "barrel", location = w.room, db = { desc = "It leaks." } }
    w.ann:types("look at barrel")
    w.ann:sees("It leaks.")
    w.ann:types("l barrel")
    w.ann:sees("It leaks.")
  end)

  it("does not show a stored text's markup", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.room.db.desc = "Dust and |ylight|n."
    w.ann:types("look")
    w.ann:sees("Dust and light.")
  end)

  it("says that something is not there", function()
    local w = world { players = { "Ann" } }
    w.ann:types("look dragon")
    w.ann:sees("dragon")
  end)
end)
