local mud = require("mud")
local world = require("mud.test").world

describe("@lock", function()
  local function with_box()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann.account.permissions:add("Admin")
    return w, mud.create.object { key = "box", location = w.room }
  end

  it("sets, shows and removes locks", function()
    local w, box = with_box()
    w.ann:types("@lock box")
    w.ann:sees("Locks of box: none")
    w.ann:sees("From core.thing: ")
    w.ann:types("@lock box = get:false();edit:id(3) or perm(Admin)")
    w.ann:sees("get:false();edit:id(3) or perm(Admin)")
    w.bob:types("get box")
    w.bob:sees("You can't get box.")
    w.ann:types("@lock box/get")
    w.ann:sees("box: get:false()")
    w.ann:types("@lock/del box/get")
    w.bob:types("get box")
    w.bob:sees("You pick up a box.")
  end)

  it("says where a lock string is wrong, and leaves the locks as they were", function()
    local w, box = with_box()
    w.ann:types("@lock box = get:all();edit:prem(Admin)")
    w.ann:sees('column 16: there is no lock function "prem"')
    w.ann:types("@lock box = get:perm(")
    w.ann:sees("column 9: the parenthesis of perm is not closed")
    expect(box.locks:all(), "")
  end)

  it("is for those who control the thing", function()
    local w = with_box()
    w.bob.account.permissions:add("Builder")
    w.bob:types("@lock box = get:false()")
    w.bob:sees("You may not change box.")
  end)
end)
