local mud = require("mud")
local world = require("mud.test").world

describe("weather", function()
  local function outdoors()
    local w = world { players = { "Ann", "Bob" }, settings = { weather = { every = 60 } } }
    w.ann.character.location.tags:add("outdoors")
    return w
  end

  it("is seen outdoors only", function()
    local w = outdoors()
    w.ann:types("weather")
    w.ann:sees("The sky is clear.")
    w.ann.character.location.tags:remove("outdoors")
    w.ann:types("sky")
    w.ann:sees("You cannot see the sky from here.")
  end)

  it("changes by itself, and goes on after a reload and a restart", function()
    local w = outdoors()
    w:advance(60)
    w.bob:sees("Clouds come up from the west.")
    w.bob:types("weather")
    w.bob:sees("Clouds hang low.")
    w:advance(30)
    w:reload()
    w:advance(29)
    w.bob:sees_nothing()
    w:advance(1)
    expect(w.bob:seen() ~= "", true)
  end)

  it("never comes to a sky that there is not", function()
    outdoors()
    local sky = require("weather.lib.sky")
    for _, kind in pairs(sky.kinds) do
      for name in pairs(kind.next) do expect(sky.kinds[name] ~= nil, true) end
    end
  end)
end)
