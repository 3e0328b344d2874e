local mud = require("mud")
local world = require("mud.test").world

local function with_room(what)
  return world { players = { "Ann", "Bob" }, room = what or "core.room" }
end

describe("what is seen of a room", function()
  it("has its parts in order, and counts what is alike", function()
    local w = with_room { key = "Orchard", db = { desc = "Old trees." } }
    mud.create.object { key = "gate", typeclass = "core.exit", location = w.room, destination = w.room }
    for _ = 1, 3 do mud.create.object { key = "apple", location = w.room } end
    for _ = 1, 2 do mud.create.object { key = "a wolf", location = w.room } end
    mud.create.object { key = "lamp", location = w.room, locks = "view:false()" }
    local seen = w.ann:types("look")
    expect(seen:find("Orchard\nOld trees.\nExits: gate\nHere: Bob\nYou see: three apples and two wolves", 1, true) ~= nil, true)
    w.ann:does_not_see("lamp")
  end)

  it("shows what is in a box, and not what somebody carries", function()
    local w = with_room()
    local box = mud.create.object { key = "box", location = w.room }
    mud.create.object { key = "coin", location = box }
    mud.create.object { key = "dagger", location = w.bob.character }
    w.ann:types("look box")
    w.ann:sees("You see: a coin")
    w.ann:types("look bob")
    w.ann:does_not_see("dagger")
  end)

  it("takes the plural that a builder gives", function()
    local w = with_room()
    for _ = 1, 2 do mud.create.object { key = "cherub", location = w.room, db = { plural = "cherubim" } } end
    w.ann:types("look")
    w.ann:sees("two cherubim")
    w.ann:types("get 2 cherubim")
    w.ann:sees("You pick up two cherubim.")
  end)
end)

describe("obj:search", function()
  it("knows me, here, ids, whole names before parts, and quotes", function()
    local w = with_room()
    local ann = w.ann.character
    local ball = mud.create.object { key = "ball", location = w.room }
    local big = mud.create.object { key = "big ball", aliases = { "sphere" }, location = w.room }
    expect(ann:search("me"), ann)
    expect(ann:search("SELF"), ann)
    expect(ann:search("here"), w.room)
    expect(ann:search("BALL"), ball)
    expect(ann:search("sph"), big)
    expect(ann:search("big"), big)
    expect(ann:search('"big"', { quiet = true }), nil)
    expect(ann:search("big", { exact = true, quiet = true }), nil)
    expect(ann:search("#" .. ball.id), ball)
  end)

  it("numbers what has one name, both ways round", function()
    local w = with_room()
    local one = mud.create.object { key = "ball", location = w.room }
    local two = mud.create.object { key = "ball", location = w.room }
    local ann = w.ann.character
    expect(ann:search("ball-1"), one)
    expect(ann:search("2-ball"), two)
    w.ann:types("look ball")
    w.ann:sees("More than one match for 'ball' (please be more specific):\n ball-1\n ball-2")
    w.ann:types("look ball-3")
    w.ann:sees("Could not find 'ball-3'.")
  end)

  it("shows the ids of several that a builder sees", function()
    local w = world { players = { "Ann" }, room = "core.room", superuser = "Ann" }
    local one = mud.create.object { key = "ball", location = w.room }
    local two = mud.create.object { key = "ball", location = w.ann.character }
    w.ann:types("look ball")
    w.ann:sees(("(#%d)"):format(one.id)):sees(("(#%d, carried)"):format(two.id))
  end)

  it("goes beyond the room only for ids, and only for builders", function()
    local w = with_room()
    local far = mud.create.object { key = "far thing" }
    expect(w.ann.character:search("#" .. far.id, { quiet = true }), nil)
    expect(w.ann.character:search("far thing", { quiet = true, global = true }), far)
    w.ann.account.permissions:add("Builder")
    expect(w.ann.character:search("#" .. far.id), far)
    expect(w.ann.character:search("*bob"), w.bob.account)
  end)

  it("follows nicks for things, of the character and of its account", function()
    local w = with_room()
    local ball = mud.create.object { key = "ball", location = w.room }
    w.ann.character.nicks:add("it", "ball", "object")
    w.ann.account.nicks:add("toy", "ball", "object")
    expect(w.ann.character:search("it"), ball)
    expect(w.ann.character:search("toy"), ball)
    expect(w.bob.character:search("toy", { quiet = true }), nil)
  end)

  it("does not find what its lock hides", function()
    local w = with_room()
    local ghost = mud.create.object { key = "ghost", location = w.room, locks = "search:tag(medium)" }
    expect(w.ann.character:search("ghost", { quiet = true }), nil)
    w.ann.character.tags:add("medium")
    expect(w.ann.character:search("ghost"), ghost)
  end)
end)

describe("attributes", function()
  -- Row 39 of the users' pains: a change in a default that was never set must not be lost.
  it("keep a change inside of a value, also of a default that was never assigned", function()
    local w = with_room()
    local ann = w.ann.character
    ann.db.list = { { name = "x" } }
    ann.db.list[1].name = "y"
    table.insert(ann.db.list, { deep = { 1 } })
    ann.db.list[2].deep[2] = "two"
    expect(tostring(ann.db.list), mud.show(ann.db.list))
    expect(mud.show(ann.db.list), '{ { name = "y" }, { deep = { 1, "two" } } }')
  end)

  -- Row 40: two handles to one attribute, a delete through one of them.
  it("have one outcome for two handles: a table that is gone cannot be changed", function()
    local w = with_room()
    local ann = w.ann.character
    ann.db.list = { 1 }
    local one, two = ann.db.list, ann.db.list
    one[2] = 2
    expect(two[2], 2)
    ann.attributes:remove("list")
    local ok, why = pcall(function() two[3] = 3 end)
    expect(ok, false)
    expect(why:find("is no longer Ann(#" .. ann.id .. ").db.list", 1, true) ~= nil, true)
    expect(ann.db.list, nil)
    ann.db.list = { 9 }
    expect(pcall(function() one[1] = 0 end), false)
    expect(ann.db.list[1], 9)
  end)

  it("are kept apart by categories, and read references to what is gone as nil", function()
    local w = with_room()
    local ann, ball = w.ann.character, mud.create.object { key = "ball", location = w.room }
    ann.attributes:set("x", 1, { category = "a" })
    ann.attributes:set("x", 2, { category = "b" })
    ann.db.x = 3
    expect(ann.attributes:get("x", { category = "a" }), 1)
    expect(#ann.attributes:all("b"), 1)
    expect(ann.attributes:get("y", { default = 7 }), 7)
    ann.db.friend, ann.db.friends = ball, { ball, [ball] = true, name = "b" }
    expect(ann.db.friend, ball)
    ball:delete()
    expect(ann.db.friend, nil)
    expect(ann.db.friends[1], nil)
    local keys = {}
    for key in pairs(ann.db.friends) do table.insert(keys, tostring(key)) end
    expect(table.concat(keys, " "), "name")
  end)

  it("have locks that are asked where somebody's access counts", function()
    local w = with_room()
    local ann = w.ann.character
    ann.attributes:set("pin", 1234, { lock = "attrread:id(" .. ann.id .. ");attredit:false()" })
    expect(ann.attributes:get("pin", { who = ann }), 1234)
    expect(ann.attributes:get("pin", { who = w.bob.character, default = "?" }), "?")
    expect(ann.attributes:set("pin", 1, { who = ann }), false)
    expect(ann.attributes:remove("pin", { who = ann }), false)
    expect(#ann.attributes:all(nil, { who = w.bob.character }) < #ann.attributes:all(), true)
    local ok, why = ann.attributes:lock("pin", "attrread:nobody()")
    expect(ok, nil)
    expect(why, 'column 10: there is no lock function "nobody"')
    expect(ann.attributes:access(ann, "pin", "attredit"), false)
  end)
end)

describe("mud.find_all", function()
  it("finds by tag, attribute, typeclass, place and name", function()
    local w = with_room()
    local ball = mud.create.object { key = "ball", aliases = { "orb" }, location = w.room, tags = { { "red", "colour", "bright" } }, db = { size = 3 } }
    local function one(what)
      local all = mud.find_all(what)
      return #all == 1 and all[1] or #all
    end
    expect(one { tag = "red", category = "colour" }, ball)
    expect(one { tag = "red" }, 0)
    expect(ball.tags:get("red", "colour"), "bright")
    expect(one { attribute = "size" }, ball)
    expect(one { attribute = "size", value = 4 }, 0)
    expect(one { key = "orb", location = w.room }, ball)
    expect(one { typeclass = "core.object", family = true, location = w.room, key = "orb" }, ball)
    expect(one { typeclass = "core.object" }, 0)
    expect(#mud.find_all { kind = "account" }, 2)
    ball:delete()
    expect(one { tag = "red", category = "colour" }, 0)
  end)
end)

describe("places", function()
  it("are objects: neither an account nor a channel is one", function()
    local w = with_room()
    local ball = mud.create.object { key = "ball", location = w.room }
    for _, change in ipairs {
      function() ball.home = w.ann.account end, function() ball.destination = w.ann.account end,
      function() ball:move_to(w.ann.account) end, function() w.ann.account:move_to(w.room) end,
      function() mud.create.object { key = "coin", location = w.ann.account } end,
    } do
      expect(pcall(change), false)
    end
    expect(ball.location, w.room)
    expect(ball.home, nil)
  end)
end)

describe("exits", function()
  it("tell why nobody may pass", function()
    local w = with_room()
    local exit = mud.create.object { key = "gate", typeclass = "core.exit", location = w.room, destination = w.room, locks = "traverse:false()" }
    w.ann:types("gate")
    w.ann:sees("You cannot go there.")
    exit.db.err_traverse = "The gate is rusted shut."
    w.ann:types("gate")
    w.ann:sees("The gate is rusted shut.")
  end)
end)
