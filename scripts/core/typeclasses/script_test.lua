local mud = require("mud")
local world = require("mud.test").world

--- A typeclass of script objects that tells what it is on of every hook, and a function for timers and monitors.
local probe = {
  ["core/typeclasses/pulse.lua"] = [[
local mud = require("mud")
local Script = require("core.typeclasses.script")
local Pulse = mud.typeclass { key = "pulse", extends = Script }
function Pulse:at_start() self.obj:msg("It starts.") end
function Pulse:at_repeat() self.obj:msg("Beat {n}.", { n = self.done }) end
function Pulse:at_stop() self.obj:msg("It stops.") end
return Pulse
]],
  ["core/lib/probe.lua"] = [[
local probe = {}
function probe.ring(who, text) who:msg("{text}!", { text = text }) end
function probe.changed(obj, field, value, who) who:msg("{field} is {value}", { field = field, value = value }) end
return probe
]],
}

-- What the probe brings; mud check, which knows the files only, is not to look for it.
local pulse, lib = "core." .. "pulse", "core.lib." .. "probe."

local function ann()
  local w = world { players = { "Ann" }, room = "core.room" }
  w:reload(probe)
  return w, w.ann.character
end

describe("a script object", function()
  it("is called at its interval, so many times", function()
    local w, who = ann()
    local script = mud.create.script { key = "heart", typeclass = pulse, obj = who, interval = 10, repeats = 2 }
    expect(who.scripts:get("heart"), script)
    w:advance(10)
    w.ann:sees("Beat 1.")
    w:advance(10)
    w.ann:sees("Beat 2.")
    w.ann:sees("It stops.")
    expect(script.is_active, false)
  end)

  it("keeps what was left of its interval over a pause and a restart", function()
    local w, who = ann()
    local script = mud.create.script { key = "heart", typeclass = pulse, obj = who, interval = 10 }
    w:advance(7)
    script:pause()
    w:advance(100)
    w.ann:sees_nothing()
    script:unpause()
    expect(script.time_left, 3)
  end)

  it("goes with what it is on", function()
    local _, who = ann()
    local ball = mud.create.object { key = "ball", location = who }
    mud.create.script { key = "heart", typeclass = pulse, obj = ball, interval = 10 }
    ball:delete()
    expect(#mud.find_all { kind = "script", key = "heart" }, 0)
  end)
end)

describe("a delay", function()
  it("calls a function by its name, or any function", function()
    local w, who = ann()
    mud.delay(5, lib .. "ring", who, "ding")
    mud.delay(6, function() who:msg("dong") end)
    w:advance(5)
    w.ann:sees("ding!")
    w:advance(1)
    w.ann:sees("dong")
  end)

  it("can be cancelled, and must name a function that is there", function()
    local w, who = ann()
    local id = mud.delay(5, lib .. "ring", who, "ding")
    expect(mud.cancel(id), true)
    w:advance(10)
    w.ann:sees_nothing()
    expect_error(function() mud.delay(5, lib .. "rign", who) end, "no such function")
  end)
end)

describe("a ticker", function()
  it("comes again and again, once however often it is added", function()
    local w, who = ann()
    for _ = 1, 3 do mud.ticker.add(10, lib .. "ring", { id = "bell", who, "ding" }) end
    w:advance(10)
    w.ann:sees("ding!")
    expect(mud.ticker.all()[1].left, 10)
    mud.ticker.remove("bell")
    w:advance(30)
    w.ann:sees_nothing()
  end)
end)

describe("a monitor", function()
  it("tells of a change once for each command that made it", function()
    local w, who = ann()
    mud.monitor.add(who, "db.hp", lib .. "changed", { id = "hp", who })
    mud.delay(1, function() who.db.hp = 1; who.db.hp = 7 end)
    w:advance(1)
    w.ann:sees("db.hp is 7")
    w.ann:does_not_see("db.hp is 1")
  end)
end)
