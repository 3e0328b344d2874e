local world = require("mud.test").world

-- A set that only this test has; mud check, which knows the files only, is not to look for it.
local trial = "core." .. "trial"

-- Ann, with commands that only this test has: area/verb and what a file of that name would hold.
local function with_commands(commands)
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  local files, names = {}, {}
  for verb, source in pairs(commands) do
    files["core/commands/t/" .. verb .. ".lua"] = 'local mud = require("mud")\nreturn mud.command ' .. source
    table.insert(names, '"t.' .. verb .. '"')
  end
  files["core/cmdsets/trial.lua"] = 'return require("mud").cmdset { key = "trial", commands = { ' .. table.concat(names, ", ") .. " } }"
  local ok, report = w:reload(files)
  expect(ok and "" or report, "")
  w.ann.character.cmdset:add(trial)
  return w
end

describe("a command", function()
  it("runs at_pre, parse, run and at_post, and at_pre may end it", function()
    local w = with_commands { knock = [[{
      key = "knock",
      at_pre = function(cmd)
        cmd:msg("before")
        return cmd.args == " softly"
      end,
      parse = function(cmd) return { times = tonumber(cmd.argstr) or 1 } end,
      run = function(cmd, arg) cmd:msg(("knock "):rep(arg.times)) end,
      at_post = function(cmd) cmd:msg("after") end,
    }]] }
    w.ann:types("knock 2")
    w.ann:sees("before\nknock knock \nafter")
    w.ann:types("knock softly")
    w.ann:sees("before"):does_not_see("after")
  end)

  it("is whole or not at all: what it did and said is undone when it refuses or fails", function()
    local w = with_commands {
      pay = [[{ key = "pay", run = function(cmd)
        cmd.caller.db.gold = 0
        cmd.caller.location:msg_contents("Coins ring.")
        mud.refuse_if(cmd.argstr == "", "Pay whom?")
        error("the till is stuck")
      end }]],
    }
    w.ann.character.db.gold = 5
    w.ann:types("pay")
    w.ann:sees("Pay whom?"):does_not_see("Coins")
    w.bob:sees_nothing()
    w.ann:fails("pay bob", "the till is stuck")
    w.ann:sees("Something went wrong")
    expect(w.ann.character.db.gold, 5)
  end)

  it("knows how it was typed", function()
    local w = with_commands { tie = [[{ key = "@tie", aliases = { "@bind" }, switches = { "twice", "tight" }, run = function(cmd)
      cmd:msg(mud.show { cmd.cmdstring, cmd.raw_cmdname, cmd.argstr, cmd.lhs, cmd.rhs, #cmd.lhslist, cmd.switches.twice == true })
    end }]] }
    w.ann:types("@bind/tw rope, cord = post = tree")
    w.ann:sees('{ "bind", "@bind", "rope, cord = post = tree", "rope, cord", "post = tree", 2, true }')
    w.ann:types("tie/t rope")
    w.ann:sees("@tie has no switch /t. It takes /twice, /tight.")
  end)

  it("is found by the longest name, with or without its prefix, by those whom its lock lets", function()
    local w = with_commands {
      go = [[{ key = "go", run = function(cmd) cmd:msg("go:{a}", { a = cmd.argstr }) end }]],
      home = [[{ key = "go home", run = function(cmd) cmd:msg("homewards:{a}", { a = cmd.argstr }) end }]],
      rule = [[{ key = "@rule", locks = "cmd:perm(Admin)", run = function(cmd) cmd:msg("ruled") end }]],
      mark = [[{ key = "mark", arg_regex = "\\d", run = function(cmd) cmd:msg("mark:{a}", { a = cmd.args }) end }]],
    }
    for line, seen in pairs { ["GO away"] = "go:away", ["go home now"] = "homewards:now", ["+go x"] = "go:x", ["mark12"] = "mark:12" } do
      w.ann:types(line)
      w.ann:sees(seen)
    end
    for _, line in ipairs { "gone", "@rule", "mark it" } do
      w.ann:types(line)
      w.ann:sees("There is no command '" .. line:match("%S+") .. "'")
    end
    w.ann:types("wisper hello")
    w.ann:sees("whisper")
  end)

  it("leaves itself to the next one with save_for_next (last_cmd)", function()
    local w = with_commands {
      aim = [[{ key = "aim", save_for_next = true, syntax = "at <what:here>", run = function(cmd)
        cmd.steady = 3
        cmd:msg("You take aim.")
      end }]],
      shoot = [[{ key = "shoot", run = function(cmd)
        local last = cmd.last_cmd
        mud.refuse_if(not last or last.key ~= "aim", "Take aim first.")
        cmd:msg("You hit {what}, as steady as {n}.", { what = last.arg.what, n = last.steady })
      end }]],
    }
    w.ann:types("shoot")
    w.ann:sees("Take aim first.")
    w.ann:types("aim at bob")
    w.bob:types("shoot")
    w.ann:types("shoot")
    w.ann:sees("You hit Bob, as steady as 3.")
    w.ann:types("aim at bob")
    w.ann:types("say now")
    w.ann:types("shoot")
    w.ann:sees("Take aim first.")
  end)

  it("may run others, one after the other, but not without end", function()
    local w = with_commands {
      twice = [[{ key = "twice", run = function(cmd)
        cmd.caller:execute_cmd("say " .. cmd.argstr)
        cmd.caller:execute_cmd("say " .. cmd.argstr)
      end }]],
      forever = [[{ key = "forever", run = function(cmd) cmd.caller:execute_cmd("forever") end }]],
    }
    w.ann:types("twice ho")
    w.bob:sees('Ann says, "ho"\nAnn says, "ho"')
    w.ann:types("forever")
    w.ann:sees("That led from one command to the next more than ten times and was stopped.")
  end)
end)

describe("syntax", function()
  local function with_give()
    return with_commands { hand = [[{ key = "hand", syntax = "[<n:number>] <what:carried> to <who:character> [(gladly|sadly)]",
      run = function(cmd, arg) cmd:msg("{n} {what} {who}", { n = arg.n or "no number", what = arg.what, who = arg.who }) end }]] }
  end

  it("finds what the words mean, and tells the usage or what was not found", function()
    local w = with_give()
    require("mud").create.object { key = "pear", location = w.ann.character }
    for line, seen in pairs {
      ["hand pear to bob"] = "no number pear Bob", ["hand 3 pear to bob sadly"] = "3 pear Bob",
      ["hand"] = "Usage: hand [<n>] <what> to <who> [gladly|sadly]", ["hand pear"] = "Usage: hand",
      ["hand plum to bob"] = "plum", ["hand pear to carl"] = "carl",
    } do
      w.ann:types(line)
      w.ann:sees(seen)
    end
  end)
end)

describe("a command that waits", function()
  it("asks, and the next line is the answer; what was done before stays done", function()
    local w = with_commands { name = [[{ key = "name", run = function(cmd)
      cmd.caller.db.asked = true
      local name = cmd:ask("Which name? ")
      mud.refuse_if(name == "", "Then not.")
      cmd.caller.db.pet = mud.markup(name)
      cmd:msg("So be it: {name}.", { name = name })
    end }]] }
    w.ann:types("name")
    w.ann:sees("Which name? ")
    w.ann:types("Rex |r")
    w.ann:sees("So be it: Rex |r.")
    w.ann:types("name")
    w.ann:types("")
    w.ann:sees("Then not.")
    expect(w.ann.character.db.asked, true)
  end)

  it("asks yes or no until it is one of them", function()
    local w = with_commands { burn = [[{ key = "burn", run = function(cmd)
      local sure = cmd:yes_no("Burn it?", false, true)
      cmd:msg(sure == nil and "It is put back." or sure and "It burns." or "It stays.")
    end }]] }
    for answer, seen in pairs { y = "It burns.", no = "It stays.", [""] = "It stays.", abort = "It is put back." } do
      w.ann:types("burn")
      w.ann:sees("Burn it? Y/[N]/A ")
      w.ann:types("perhaps")
      w.ann:sees("Please answer yes, no or abort.")
      w.ann:types(answer)
      w.ann:sees(seen)
    end
  end)

  it("pauses, while the world goes on", function()
    local w = with_commands { brew = [[{ key = "brew", run = function(cmd)
      cmd:msg("You put the kettle on.")
      mud.sleep(60)
      cmd:msg("The tea is ready.")
    end }]] }
    w.bob.character.cmdset:add(trial)
    w.ann:types("brew")
    w.bob:types("brew")
    w.ann:types("say soon")
    w.bob:sees('Ann says, "soon"')
    w:advance(60)
    w.ann:sees("The tea is ready.")
    w.bob:sees("The tea is ready.")
  end)

  it("asks again below a line that it runs for the player, not above it", function()
    local w = with_commands { guide = [[{ key = "guide", run = function(cmd)
      cmd.session:execute_cmd("say I listen")
      cmd:ask("Go on? ")
    end }]] }
    w.ann:types("guide")
    w.ann:sees('You say, "I listen"\nGo on? ')
  end)
end)
