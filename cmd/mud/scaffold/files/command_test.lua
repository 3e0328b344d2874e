local world = require("mud.test").world

describe("{{.Key}}", function()
  it("is seen in the room", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann:types("{{.Key}} slowly")
    w.ann:sees("You {{.Key}}, slowly.")
    w.bob:sees("Ann does {{.Key}}, slowly.")
  end)

  it("needs no words", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann:types("{{.Key}}")
    w.ann:sees("You {{.Key}}, as one does.")
  end)
end)
