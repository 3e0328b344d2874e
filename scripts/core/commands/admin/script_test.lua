local world = require("mud.test").world

--- A world with Ann, who is a builder.
local function building(more)
  local options = { players = { "Ann", "Bob" } }
  for k, v in pairs(more or {}) do options[k] = v end
  local w = world(options)
  w.ann.account.permissions:add("Builder")
  return w
end

describe("@script", function()
  it("finds a command by its key, its alias and its name", function()
    local w = building()
    for _, name in ipairs { "whisper", "core.social.whisper", "social.whisper" } do
      w.ann:types("@script " .. name)
      w.ann:sees("command core.social.whisper of core"):sees("core/commands/social/whisper.lua:3"):sees("generation 1")
    end
    w.ann:types("@script emote")
    w.ann:sees("command core.social.pose")
  end)

  it("finds command sets and typeclasses", function()
    local w = building()
    w.ann:types("@script core.character")
    w.ann:sees("cmdset core.character of core"):sees("core/cmdsets/character.lua:"):sees("typeclass core.character of core")
  end)

  it("knows which reload brought a file", function()
    local w = building()
    w:reload { ["core/commands/social/say.lua"] = "return require('mud').command { key = 'say', run = function() end }" }
    w.ann:types("@script say")
    w.ann:sees("core/commands/social/say.lua:1"):sees("generation 2")
    w.ann:types("@script pose")
    w.ann:sees("generation 1")
  end)

  it("says that there is none, and is for builders", function()
    local w = building()
    w.ann:types("@script whisperr")
    w.ann:sees("Nothing in the scripts is called whisperr.")
    w.bob:types("@script say")
    w.bob:does_not_see("say.lua")
  end)
end)
