local mud = require("mud")
local world = require("mud.test").world

-- Full names of sets that only these tests have; mud check, which knows the files only, is not to look for them.
local function name(set) return "core." .. set end

-- Ann, with commands "sing", "dance" and "rest" of three kinds (those of day, night and feast) that say whose they are, and
-- with sets as they are given: key -> the rest of its definition.
local function with_sets(sets)
  local w = world { players = { "Ann" }, room = "core.room" }
  local files = {}
  for _, kind in ipairs { "day", "night", "feast" } do
    for _, verb in ipairs { "sing", "dance", "rest" } do
      files[("core/commands/%s/%s.lua"):format(kind, verb)] =
        ('return require("mud").command { key = "%s", run = function(cmd) cmd:msg("%s:%s") end }'):format(verb, kind, verb)
    end
  end
  for key, definition in pairs(sets) do
    files["core/cmdsets/" .. key .. ".lua"] = ('return require("mud").cmdset { key = "%s", %s }'):format(key, definition)
  end
  local ok, report = w:reload(files)
  expect(ok and "" or report, "")
  return w
end

-- What each of the three commands is with two sets on top of the ordinary ones, day first.
local function merged(day, night)
  local w = with_sets {
    day = 'commands = { "day.sing", "day.dance" }, ' .. day, night = 'commands = { "night.dance", "night.rest" }, ' .. night,
  }
  w.ann.character.cmdset:add(name("day"))
  w.ann.character.cmdset:add(name("night"))
  local out = {}
  for _, verb in ipairs { "sing", "dance", "rest" } do
    local seen = w.ann:types(verb):trim()
    table.insert(out, seen:match("^(%w+):%w+$") or seen:find("There is no command") and "-" or "?")
  end
  return table.concat(out, " ")
end

describe("two command sets, day with sing and dance below night with dance and rest:", function()
  for _, case in ipairs {
    { "a union has all, the later of the same name", "", "", "day night night" },
    { "a higher one wins", "priority = 1", "", "day day night" },
    { "an intersection has what both have", "", 'priority = 1, merge = "intersect"', "- night -" },
    { "a higher one replaces", "", 'priority = 1, merge = "replace"', "- night night" },
    { "a higher one removes", "", 'priority = 1, merge = "remove"', "day - -" },
    { "the higher one's way counts", 'priority = 1, merge = "remove"', "", "- - night" },
    { "key_merges is another way for the set of a key", "", 'key_merges = { day = "remove" }', "day - -" },
    { "key_merges goes over merge", "", 'priority = 1, merge = "replace", key_merges = { day = "union" }', "day night night" },
    { "duplicates of equal priority are a choice", "", "duplicates = true", "day ? night" },
    { "duplicates of a higher one are none", "", "priority = 1, duplicates = true", "day night night" },
  } do
    it(case[1], function() expect(merged(case[2], case[3]), case[4]) end)
  end
end)

describe("flags of command sets", function()
  it("hide exits, things in reach and channels", function()
    local w = with_sets { deaf = "no_channels = true", blind = "no_objs = true", bound = "no_exits = true", bell = 'commands = { "feast.sing" }' }
    mud.create.object { key = "bell", location = w.room }.cmdset:add(name("bell"))
    mud.create.object { key = "gate", typeclass = "core.exit", location = w.room, destination = w.room }
    mud.create.channel { key = "gossip" }:subscribe(w.ann.account)
    local function there(line) return not w.ann:types(line):find("There is no command", 1, true) end
    local lines = { deaf = "gossip hello", blind = "sing", bound = "gate" }
    for set, line in pairs(lines) do
      expect(there(line), true)
      w.ann.character.cmdset:add(name(set))
      for other, others_line in pairs(lines) do
        -- Exits are objects in reach, so they go with them.
        local hidden = other == set or set == "blind" and other == "bound"
        expect({ set, other, there(others_line) }, { set, other, not hidden })
      end
      w.ann.character.cmdset:remove(set)
    end
  end)

  it("hold also where another set says so", function()
    local w = with_sets { bound = "no_exits = true", free = "priority = 1, no_exits = false" }
    mud.create.object { key = "gate", typeclass = "core.exit", location = w.room, destination = w.room }
    w.ann.account.cmdset:add(name("bound"))
    w.ann:types("gate")
    w.ann:sees("There is no command 'gate'")
    w.ann.character.cmdset:add(name("free"))
    w.ann:types("gate")
    w.ann:sees("Room")
  end)
end)
