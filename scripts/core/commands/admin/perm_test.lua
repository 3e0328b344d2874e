local mud = require("mud")
local world = require("mud.test").world

describe("@perm", function()
  local function with_developer()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann.account.permissions:add("Developer")
    return w
  end

  it("gives and takes ranks and other words", function()
    local w = with_developer()
    w.ann:types("@perm *bob = Builder, swimmer")
    w.ann:sees("Bob has: Player, Builder, swimmer")
    w.ann:types("@perm/del/account bob = builder")
    w.ann:sees("Bob has: Player, swimmer")
    w.ann:types("@perm/del *bob = builder")
    w.ann:sees("Bob does not have 'builder'.")
    w.ann:types("@perm bob = Guest")
    w.ann:sees("Bob has: Guest"):sees("account has the rank that counts"):sees("@perm *Bob")
    expect(w.bob.character.permissions:has("Guest"), true)
    expect(w.bob.account.permissions:has("Guest"), false)
  end)

  it("does not lift anybody above, nor oneself", function()
    local w = with_developer()
    w.ann.character.permissions:add("Developer")
    w.ann:types("@perm ann = swimmer")
    w.ann:sees("You can't change your own permissions.")
    w.ann.character.permissions:remove("Developer")
    w.ann.account.permissions:remove("Developer")
    w.ann.account.permissions:add("Admin")
    w.ann:types("@perm *bob = Admin")
    w.ann:sees("There is no command")
  end)
end)
