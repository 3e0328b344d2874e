local world = require("mud.test").world

describe("the command set {{.Plugin}}.{{.Key}}", function()
  it("can be given and taken", function()
    local w = world { players = { "Ann" } }
    local sets = w.ann.character.cmdset
    sets:add("{{.Plugin}}.{{.Key}}")
    expect(sets:has("{{.Plugin}}.{{.Key}}"), true)
    w.ann:types("look")
    sets:remove("{{.Plugin}}.{{.Key}}")
    expect(sets:has("{{.Plugin}}.{{.Key}}"), false)
  end)
end)
