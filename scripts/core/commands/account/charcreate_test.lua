local world = require("mud.test").world

describe("charcreate", function()
  it("takes a name of several words, in quotes or not", function()
    local w = world { players = { "Ann" }, mode = 2 }
    w.ann:types('charcreate "Mary Sue"')
    w.ann:sees("You made Mary Sue.")
    w.ann:types("charcreate mary sue")
    w.ann:sees("There is a character named 'mary sue' already.")
    w.ann:types("charcreate Old Tom = He limps.")
    w.ann:sees("You made Old Tom.")
  end)
end)
