local world = require("mud.test").world

-- Menus that only this test has; mud check, which knows the files only, is not to look for them.
local stall, shop = "core." .. "stall", "core." .. "shop"

local sources = {
  ["core/cmdsets/trade.lua"] = [[return require("mud").cmdset { key = "trade", commands = { "t.trade" } }]],
  ["core/commands/t/trade.lua"] = [[
return require("mud").command { key = "trade", run = function(cmd) cmd:menu(cmd.argstr, { bought = 0 }) end }]],
  ["core/menus/stall.lua"] = [[
return require("mud").menu {
  key = "stall",
  start = "greet",
  prompt = "You say: ",
  at_close = function(cmd, data) cmd:msg("You have bought {n}.", { n = data.bought }) end,
  nodes = {
    greet = {
      text = function(_, data) return "Pears. You have " .. data.bought .. "." end,
      help = "Pears are good for you.",
      options = {
        { key = { "buy", "b" }, desc = "Buy a pear", run = function(_, data) data.bought = data.bought + 1 end },
        { desc = "Haggle", to = "haggle" },
        { key = "leave", to = false },
      },
    },
    haggle = {
      text = "Name your price.",
      default = { to = function(cmd, _, line)
        cmd:msg("{price} is too little.", { price = line })
        return "greet"
      end },
    },
  },
}]],
  ["core/menus/shop.lua"] = [[
return require("mud").menu {
  key = "shop",
  merge = "union",
  auto_quit = false,
  nodes = {
    start = {
      text = "What may it be?",
      options = { { key = "say", desc = "A few words", to = "words" }, { key = "nothing", to = false } },
      default = { run = function(cmd, _, line) cmd:msg("We have no {what}.", { what = line }) end },
    },
    words = { text = "Well said.", options = { { key = "back", to = "start" } } },
  },
}]],
}

-- Ann in front of a menu.
local function before(menu)
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  local ok, report = w:reload(sources)
  expect(ok and "" or report, "")
  w.ann.character.cmdset:add("core." .. "trade")
  w.ann:types("trade " .. menu)
  return w
end

describe("a menu", function()
  it("shows its options, numbers those without a key, and follows them", function()
    local w = before(stall)
    w.ann:sees("Pears. You have 0."):sees("buy  Buy a pear"):sees("2  Haggle"):sees("You say: ")
    w.ann:types("b")
    w.ann:sees("Pears. You have 1.")
    w.ann:types("2")
    w.ann:sees("Name your price.")
    w.ann:types("three pence")
    w.ann:sees("three pence is too little."):sees("Pears. You have 1.")
    w.ann:types("leave")
    w.ann:sees("You have bought 1.")
    w.ann:types("look")
    w.ann:does_not_see("Pears")
  end)

  it("has look, help and quit, and takes nothing else", function()
    local w = before(stall)
    w.ann:types("help")
    w.ann:sees("Pears are good for you.")
    w.ann:types("look")
    w.ann:sees("Pears. You have 0.")
    w.ann:types("say hello")
    w.ann:sees("You can choose: buy, 2, leave, look, help, quit.")
    w.bob:sees_nothing()
    w.ann:types("quit")
    w.ann:sees("You have bought 0.")
  end)

  it("goes on after a reload with what the file says now, where the node is still there", function()
    local w = before(stall)
    w.ann:types("buy")
    local function change(old, new)
      local files = {}
      for path, source in pairs(sources) do files[path] = source:gsub(old, new) end
      w:reload(files)
    end
    change("Pears%.", "Plums.")
    w.ann:types("buy")
    w.ann:sees("Plums. You have 2.")
    change("greet", "begin")
    w.ann:types("buy")
    w.ann:sees("That menu has changed")
    w.ann:types("say free")
    w.ann:sees('You say, "free"')
  end)

  it("that is not there is told with the line that opens it", function()
    local w = before(stall)
    w.ann:types("leave")
    w.ann:fails("trade core.stal", "core/commands/t/trade.lua:1: there is no menu 'core.stal'")
  end)
end)

describe("a menu with merge = union", function()
  it("lets commands through that it does not know, and asks again below what they say", function()
    local w = before(shop)
    w.ann:types("pose nods.")
    w.bob:sees("Ann nods.")
    w.ann:sees("Ann nods.\n> ")
    w.ann:types("nothing")
    w.ann:types("pose leaves.")
    w.ann:does_not_see("> ")
  end)

  it("takes its own words first, then commands, then its default", function()
    local w = before(shop)
    w.ann:types("say")
    w.ann:sees("Well said.")
    w.ann:types("back")
    w.ann:types("say hello")
    w.bob:sees('Ann says, "hello"')
    w.ann:types("bananas")
    w.ann:sees("We have no bananas."):sees("What may it be?")
  end)

  it("lets nicks through, and a command that asks: then the menu asks again", function()
    local w = before(shop)
    w.ann:types("nick hey = say hey")
    w.ann:types("hey")
    w.bob:sees('Ann says, "hey"')
    w.ann:types("nick/clearall")
    w.ann:sees("Forget all your nicks?"):does_not_see("> ")
    w.ann:types("n")
    w.ann:sees("Nothing is changed.\n> ")
    w.ann:types("nothing")
    w.ann:types("look")
    w.ann:does_not_see("> ")
  end)
end)
