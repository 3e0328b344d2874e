local mud = require("mud")
local world = require("mud.test").world

describe("@teleport", function()
  local function with_attic()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local attic = mud.create.object { key = "Attic", typeclass = "core.room" }
    local hatch = mud.create.object { key = "hatch", typeclass = "core.exit", location = w.room, destination = attic }
    return w, attic, hatch
  end

  it("goes and sends anywhere, also through exits", function()
    local w, attic = with_attic()
    local box = mud.create.object { key = "box", location = w.room }
    w.ann:types("@teleport box = Attic")
    w.ann:sees("box is in Attic now.")
    expect(box.location, attic)
    w.ann:types("@teleport hatch")
    w.ann:sees("Attic")
    w.bob:sees("Ann vanishes.")
    w.ann:types("@teleport/loc bob")
    w.bob:sees("Ann appears.")
    w.ann:types("@teleport/quiet #" .. attic.id)
    w.bob:sees_nothing()
    w.ann:types("@teleport/tonone box")
    expect(box.location, nil)
  end)

  it("keeps to the locks teleport and teleport_here", function()
    local w, attic = with_attic()
    attic.locks:add("teleport_here:perm(Admin)")
    w.ann:types("@teleport Attic")
    w.ann:sees("You may not go there.")
    w.bob.character.locks:add("teleport:false()")
    w.ann:types("@teleport bob = me")
    w.ann:sees("You may not move Bob.")
  end)
end)
