local mud = require("mud")
local world = require("mud.test").world

describe("@accounts", function()
  local function with_admin()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann.account.permissions:add("Admin")
    return w
  end

  it("lists them", function()
    local w = with_admin()
    w.ann:types("@accounts")
    w.ann:sees("Bob")
    w.ann:sees("2 accounts in all")
  end)

  it("deletes one, when it is sure and may", function()
    local w = with_admin()
    w.ann:types("@accounts/delete bob")
    w.ann:types("n")
    w.ann:sees("Nothing is deleted.")
    w.ann:types("@accounts/delete bob")
    w.ann:types("y")
    w.ann:sees("The account Bob is gone.")
    w.bob:sees("Your account has been deleted.")
    expect(mud.accounts:find("Bob"), nil)
    w.ann:types("@accounts/delete ann")
    w.ann:sees("You can't delete your own account.")
  end)

  it("keeps to the lock delete", function()
    local w = with_admin()
    w.bob.account.locks:add("delete:false()")
    w.ann:types("@accounts/delete bob")
    w.ann:sees("You may not delete Bob.")
  end)
end)
