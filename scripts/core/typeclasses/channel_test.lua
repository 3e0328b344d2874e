local mud = require("mud")
local world = require("mud.test").world

describe("a channel", function()
  it("carries what is said to all who listen, wherever they are", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.bob:types("ooc")
    w.ann:types("pub hello")
    w.ann:sees("[Public] Ann: hello")
    w.bob:sees("[Public] Ann: hello")
    w.ann:types("pub :waves.")
    w.bob:sees("[Public] Ann waves.")
  end)

  it("is muted, left and joined again", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.bob:types("@channel/mute pub")
    w.ann:types("pub one")
    w.bob:sees_nothing()
    w.bob:types("@channel/unsub pub")
    w.bob:types("pub two")
    w.bob:sees("There is no command")
    w.bob:types("@channel/sub pub")
    w.bob:types("@channel/history pub")
    w.bob:sees("Ann: one")
  end)

  it("has locks for who listens and who speaks", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    local guild = mud.create.channel { key = "Guild", aliases = { "g" }, locks = "listen:tag(guild);send:tag(guild)" }
    w.ann.account.tags:add("guild")
    w.ann.character.tags:add("guild")
    w.ann:types("@channel/sub guild")
    w.bob:types("@channel/sub guild")
    w.bob:sees("You may not listen to Guild.")
    guild:subscribe(w.bob.account)
    w.bob:types("g hm")
    w.bob:sees("You may not speak on Guild.")
    w.ann:types("g hail")
    w.ann:sees("[Guild] Ann: hail")
    w.bob:sees_nothing()
  end)
end)
