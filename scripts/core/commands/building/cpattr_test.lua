local mud = require("mud")
local world = require("mud.test").world

local function with_boxes()
  local w = world { players = { "Ann" }, room = "core.room" }
  w.ann.account.permissions:add("Builder")
  local a = mud.create.object { key = "box", location = w.room, db = { list = { 1, 2 } } }
  return w, a, mud.create.object { key = "crate", location = w.room }
end

describe("@cpattr", function()
  it("copies an attribute to others and to other names", function()
    local w, box, crate = with_boxes()
    w.ann:types("@cpattr box/list = crate, crate/other:c")
    w.ann:sees("box/list is copied to crate/list and crate/other:c.")
    crate.db.list[1] = 9
    expect(box.db.list[1], 1)
    expect(crate.attributes:get("other", { category = "c" })[2], 2)
    w.ann:types("@cpattr box/nothing = crate")
    w.ann:sees("box has no attribute nothing.")
  end)
end)

describe("@mvattr", function()
  it("gives an attribute another name", function()
    local w, box = with_boxes()
    w.ann:types("@mvattr box/list = box/things")
    w.ann:sees("box/list is moved to box/things.")
    expect(box.db.list, nil)
    expect(#box.db.things, 2)
  end)

  it("moves nothing when one of the places is not there", function()
    local w, box = with_boxes()
    w.ann:types("@mvattr box/list = nowhere/list")
    w.ann:sees("Nothing is copied.")
    expect(#box.db.list, 2)
  end)
end)
