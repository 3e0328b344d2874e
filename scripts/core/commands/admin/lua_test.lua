local world = require("mud.test").world

describe("@lua", function()
  it("runs a line", function()
    local w = world { players = { "Ann" }, superuser = "Ann" }
    w.ann:types("@lua me.db.gold = 12")
    w.ann:sees("= nothing")
    w.ann:types("@lua me.db.gold + 1")
    w.ann:sees("= 13")
  end)

  it("may wait, and shows all that it returned", function()
    local w = world { players = { "Ann" }, superuser = "Ann" }
    w.ann:types("@lua mud.sleep(2) return 1, nil, { 3, b = 2, ['a b'] = 'x', [9] = {} }")
    w.ann:sees_nothing()
    w:advance(2)
    w.ann:sees('= 1, nil, { 3, [9] = {}, b = 2, ["a b"] = "x" }')
  end)

  it("asks for several lines, and runs them at a dot", function()
    local w = world { players = { "Ann", "Bob" }, superuser = "Ann" }
    w.ann:types("@lua")
    w.ann:sees("a dot alone runs it"):sees(">1")
    for _, line in ipairs { "local sum = 0", "for i = 1, 4 do", "  sum = sum + i", "end", "return sum" } do w.ann:types(line) end
    w.ann:sees(">6")
    w.bob:sees_nothing()
    w.ann:types(".")
    w.ann:sees("= 10")
  end)

  it("drops them at quit, and says what is wrong with its line", function()
    local w = world { players = { "Ann" }, superuser = "Ann" }
    w.ann:types("@lua")
    w.ann:types("me.db.gold = 1")
    w.ann:types("quit")
    w.ann:sees("Nothing was run.")
    expect(w.ann.character.db.gold, nil)
    w.ann:types("@lua")
    w.ann:types("local x = 1")
    w.ann:types("local = 2")
    w.ann:types(".")
    w.ann:sees("@lua:2: syntax error")
  end)

  it("runs what the line editor saved", function()
    local w = world { players = { "Ann" }, superuser = "Ann" }
    w.ann:types("@lua/edit")
    for _, line in ipairs { "local x = 20", "return x + 1", ":u", "return x + 2" } do w.ann:types(line) end
    w.ann:types(":wq")
    w.ann:sees("= 22")
    w.ann:types("@lua/edit")
    w.ann:types("me.db.gold = 1")
    w.ann:types(":q!")
    w.ann:sees("Nothing was run.")
    expect(w.ann.character.db.gold, nil)
  end)

  it("has no room, and no character, for somebody who is nowhere", function()
    local w = world { players = { "Ann" }, superuser = "Ann" }
    w.ann:types("ooc")
    w.ann:types("@lua here, cmd ~= nil")
    w.ann:sees("= nil, true")
    w.ann:fails("@lua hre", 'there is no variable "hre"')
  end)

  it("is for superusers", function()
    local w = world { players = { "Ann" } }
    w.ann:types("@lua 1 + 1")
    w.ann:does_not_see("= 2")
  end)
end)
