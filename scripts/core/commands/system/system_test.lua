local mud = require("mud")
local world = require("mud.test").world

-- A set that only these tests have: it brings its own of the system commands that are named.
local mine = "core." .. "mine"

local function with_own(commands)
  local w = world { players = { "Ann" }, room = "core.room" }
  local files, names = {}, {}
  for key, run in pairs(commands) do
    files["core/commands/own/" .. key .. ".lua"] = ('return require("mud").command { key = "__%s", run = function(cmd) %s end }'):format(key, run)
    table.insert(names, '"own.' .. key .. '"')
  end
  files["core/commands/own/honk.lua"] = 'return require("mud").command { key = "honk", run = function(cmd) cmd:msg("{x} honks.", { x = cmd.obj }) end }'
  files["core/cmdsets/honk.lua"] = 'return require("mud").cmdset { key = "honk", commands = { "own.honk" } }'
  files["core/cmdsets/mine.lua"] = 'return require("mud").cmdset { key = "mine", commands = { ' .. table.concat(names, ", ") .. " } }"
  local ok, report = w:reload(files)
  expect(ok and "" or report, "")
  w.ann.character.cmdset:add(mine)
  for _, colour in ipairs { "red", "blue" } do
    mud.create.object { key = colour .. " goose", location = w.room }.cmdset:add("core." .. "honk")
  end
  return w
end

describe("what is typed", function()
  it("may be nothing, unknown or ambiguous, and nobody can type a system command", function()
    local w = with_own {}
    w.ann:types("")
    w.ann:sees_nothing()
    w.ann:types("lok")
    w.ann:sees("There is no command 'lok'"):sees("look")
    w.ann:types("__nomatch")
    w.ann:sees("There is no command '__nomatch'")
    w.ann:types("honk")
    w.ann:sees("honk-1"):sees("honk-2")
    for line, goose in pairs { ["honk-1"] = "red", ["2-honk"] = "blue" } do
      w.ann:types(line)
      w.ann:sees(goose .. " goose honks.")
    end
    w.ann:types("honk-3")
    w.ann:sees("There is no command 'honk-3'")
  end)

  it("tells who is out of character why the commands of a character are not there", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    w.ann:types("get lamp")
    w.ann:does_not_see("out of character")
    w.ann:types("ooc")
    w.ann:types("get lamp")
    w.ann:sees("There is no command 'get'."):sees("You are out of character: ic plays.")
  end)
end)

describe("a system command", function()
  it("can be another in any set", function()
    local w = with_own {
      noinput = 'cmd:msg("Silence.")',
      nomatch = 'cmd:msg("{line}? Perhaps {first}.", { line = cmd.args, first = cmd.suggestions[1] or "not" })',
      multimatch = 'cmd:msg("Which: {a} or {b}?", { a = cmd.matches[1].obj, b = cmd.matches[2].name })',
      exit = 'cmd:msg("You think of {where}.", { where = cmd.obj })',
      channel = 'cmd:msg("To {who}: {text}", { who = cmd.obj, text = cmd.argstr })',
    }
    mud.create.object { key = "gate", typeclass = "core.exit", location = w.room, destination = w.room }
    mud.create.channel { key = "gossip" }:subscribe(w.ann.account)
    for line, seen in pairs {
      [""] = "Silence.", lokk = "lokk? Perhaps look.", honk = "Which: red goose or honk-2?", gate = "You think of gate.", ["gossip well"] = "To gossip: well",
    } do
      w.ann:types(line)
      w.ann:sees(seen)
    end
    w.ann.character.cmdset:remove("mine")
    w.ann:types("lokk")
    w.ann:sees("There is no command 'lokk'")
  end)
end)
