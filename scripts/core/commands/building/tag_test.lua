local mud = require("mud")
local world = require("mud.test").world

describe("@tag", function()
  it("labels a thing, with category and data, and finds it again", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Builder")
    local box = mud.create.object { key = "box", location = w.room }
    w.ann:types("@tag box = Oak:wood = very old")
    w.ann:sees("box has the tags oak:wood = very old.")
    expect(box.tags:has("oak", "wood"), true)
    expect(box.tags:get("oak", "wood"), "very old")
    expect(box.tags:get("oak"), nil)
    w.ann:types("@tag/search oak:wood")
    w.ann:sees("box")
    w.ann:types("@tag box = heavy")
    w.ann:types("@tag/del box = oak:wood")
    w.ann:sees("box has the tags heavy.")
    w.ann:types("@tag/search oak:wood")
    w.ann:sees("Nothing has the tag 'oak:wood'.")
    w.ann:types("@tag/del box")
    w.ann:sees("box has no tags now.")
  end)
end)
