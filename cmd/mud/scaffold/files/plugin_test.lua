local world = require("mud.test").world

describe("the plugin {{.Plugin}}", function()
  it("has a help text", function()
    local w = world { players = { "Ann" } }
    w.ann:types("help {{.Plugin}}")
    w.ann:sees("The plugin {{.Plugin}}")
  end)
end)
