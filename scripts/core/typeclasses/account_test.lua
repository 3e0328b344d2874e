local mud = require("mud")
local world = require("mud.test").world

describe("an account that is deleted", function()
  it("ends its sessions, and leaves its characters to nobody", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    local body, account = w.bob.character, w.bob.account
    w.room.db.friend = account
    expect(account:delete(), true)
    w.bob:sees("Your account has been deleted.")
    expect(mud.accounts:find("Bob"), nil)
    expect(w.room.db.friend, nil)
    expect(body.deleted, false)
    expect(body.account, nil)
    expect(body.location, nil)
    w.ann:types("look")
    w.ann:does_not_see("Bob")
  end)
end)

describe("quell", function()
  it("lets the character's rank count, for locks and commands", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann.account.permissions:add("Admin")
    local box = mud.create.object { key = "box", location = w.room, locks = "get:perm(Builder)" }
    w.ann:types("quell")
    w.ann:types("get box")
    w.ann:sees("You can't get box.")
    w.ann:types("@examine box")
    w.ann:sees("There is no command")
    w.ann.character.permissions:add("Builder")
    w.ann:types("@examine box")
    w.ann:sees("Name: box")
    w.ann:types("unquell")
    w.ann:types("@wall hi")
    w.ann:sees("There is no command") -- the lower of both ranks counts
    w.ann.character.permissions:remove("Builder")
    w.ann:types("@wall hi")
    w.ann:sees("hi")
    expect(box.location, w.room)
  end)
end)
