local mud = require("mud")
local world = require("mud.test").world

describe("nick", function()
  it("replaces what is typed, with words in their places", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann:types("nick hug $1 = pose hugs $1.")
    w.ann:types("hug Bob")
    w.bob:sees("Ann hugs Bob.")
    w.ann:types("nick")
    w.ann:sees("hug $1")
    w.ann:types("nick/delete hug $1")
    w.ann:types("hug Bob")
    w.ann:sees("There is no command")
  end)

  it("gives things names of one's own, only where things are looked for", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    mud.create.object { key = "say", location = w.room }
    mud.create.object { key = "old iron bell", location = w.room }
    w.ann:types("nick/object say = bell")
    w.ann:types("get say")
    w.ann:sees("You pick up an old iron bell.")
    w.ann:types("say hello")
    w.ann:sees('You say, "hello"')
    w.ann:types("nick/delete say")
    w.ann:sees("You have no nick 'say'.")
    w.ann:types("nick/delete/object say")
    w.ann:sees("The nick 'say' is gone.")
  end)

  it("takes several words in quotes, and forgets all when it is told so", function()
    local w = world { players = { "Ann" } }
    w.ann:types('nick "good day" = say Good day to all.')
    w.ann:types("good day")
    w.ann:sees('You say, "Good day to all."')
    w.ann:types("nick/clearall")
    w.ann:types("y")
    w.ann:sees("Your nicks are gone.")
    w.ann:types("nick")
    w.ann:sees("You have no nicks.")
  end)

  it("completes a switch that only one begins with, and names those that there are", function()
    local w = world { players = { "Ann" } }
    w.ann:types("nick/li")
    w.ann:sees("You have no nicks.")
    w.ann:types("nick/x y")
    w.ann:sees("nick has no switch /x. It takes /delete, /list, /inputline, /object, /account, /clearall.")
  end)
end)
