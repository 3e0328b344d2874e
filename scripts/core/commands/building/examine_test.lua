local mud = require("mud")
local world = require("mud.test").world

describe("@examine", function()
  it("shows all that is known about a thing", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local box = mud.create.object {
      key = "box", aliases = { "case" }, location = w.room, home = w.room, locks = "get:false()",
      db = { size = 12, list = { 1, { name = "pearl" } } },
    }
    box.tags:add("oak", "wood", "old")
    box.attributes:set("sealed", 1, { category = "c", lock = "attredit:false()" })
    box.attributes:set("hidden", 1, { lock = "attrread:false()" })
    box.ndb.warm = true
    mud.create.object { key = "coin", location = box }
    w.ann:types("@examine case")
    for _, text in ipairs {
      "Name: box (#" .. box.id .. ")", "Aliases: case", "Typeclass: core.thing", "Made: 20", "Location: Room", "Home: Room", "Locks: get:false()",
      "Locks of its class:", "Tags: oak:wood = old", "db.size: 12", 'db.list: { 1, { name = "pearl" } }', "db.sealed:c: 1 [attredit:false()]",
      "ndb.warm: true", "Contents: coin",
    } do w.ann:sees(text) end
    w.ann:does_not_see("hidden")
    w.ann:types("@examine box/list[2]")
    w.ann:sees('box/list[2] = { name = "pearl" }')
    w.ann:types("@examine me")
    w.ann:sees("Account: Ann")
    w.ann:sees("Sessions: ")
  end)

  it("shows accounts to those who may see them", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    w.ann:types("@examine *ann")
    w.ann:sees("You may not examine Ann.")
    w.ann.account.permissions:add("Admin")
    w.ann:types("@examine/account ann")
    w.ann:sees("Kind: account")
    w.ann:sees("Characters: Ann")
  end)
end)
