local mud = require("mud")
local world = require("mud.test").world

describe("the typeclass {{.Plugin}}.{{.Key}}", function()
  it("counts how often it is taken", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    local thing = mud.create.object { key = "specimen", typeclass = "{{.Plugin}}.{{.Key}}", location = w.room }
    w.ann:types("look specimen")
    w.ann:sees("It is a {{.Key}}.")
    w.ann:types("get specimen")
    expect(thing.db.taken, 1)
    expect(thing.location, w.ann.character)
  end)
end)
