local mud = require("mud")
local world = require("mud.test").world

describe("@copy", function()
  it("copies what a thing is and knows, and shares nothing with it", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local box = mud.create.object { key = "box", aliases = { "case" }, location = w.room, locks = "get:false()", db = { list = { 1, { 2 } } } }
    box.tags:add("oak", "wood", "old")
    box.attributes:set("x", 1, { category = "c", lock = "attredit:false()" })
    mud.create.object { key = "coin", location = box }
    w.ann:types("@copy box = chest;trunk, crate:#" .. w.ann.character.id)
    local chest, crate = mud.find("chest"), mud.find("crate")
    expect(chest.location, w.room)
    expect(crate.location, w.ann.character)
    expect(chest.aliases:has("trunk"), true)
    expect(crate.aliases:has("case"), true)
    expect(chest.locks:get("get"), "get:false()")
    expect(chest.tags:get("oak", "wood"), "old")
    expect(chest.attributes:all("c")[1].lock, "attredit:false()")
    expect(#chest.contents, 0)
    chest.db.list[2][1] = 9
    expect(box.db.list[2][1], 2)
    w.ann:types("@copy box")
    w.ann:sees("box_copy")
  end)
end)
