local mud = require("mud")
local world = require("mud.test").world

-- Sets that only this test has.
local button, dream, mute = "core.button", "core.dream", "core.mute"

-- Ann, with a few command sets to play with.
local function playing()
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  local files = {}
  local function file(path, text) files["core/" .. path] = 'return require("mud").' .. text end
  file("commands/t/press.lua", 'command { key = "press", run = function(cmd) cmd:msg("You press {what}.", { what = cmd.obj or "nothing" }) end }')
  file("cmdsets/button.lua", 'cmdset { key = "button", commands = { "t.press" } }')
  file("cmdsets/dream.lua", 'cmdset { key = "dream", priority = 5, merge = "replace", no_exits = true, no_objs = true, commands = { "t.press", "account.quit" } }')
  file("cmdsets/mute.lua", 'cmdset { key = "mute", priority = 5, merge = "remove", commands = { "social.say", "social.whisper" } }')
  assert(w:reload(files))
  return w
end

describe("command sets at run time", function()
  it("are added to and taken from an object, an account and a session", function()
    local w = playing()
    for _, owner in ipairs { "character", "account", "session" } do
      w.ann:types("press")
      w.ann:sees("There is no command 'press'")
      w.ann[owner].cmdset:add(button)
      w.ann:types("press")
      w.ann:sees("You press")
      w.bob:types("press")
      w.bob:sees("There is no command 'press'")
      assert(w.ann[owner].cmdset:has("button"))
      assert(w.ann[owner].cmdset:remove("button"))
    end
  end)

  it("replace, remove and hide what is there", function()
    local w = playing()
    local attic = mud.create.object { key = "Attic", typeclass = "core.room" }
    mud.create.object { key = "up", typeclass = "core.exit", location = w.room, destination = attic }
    w.ann.character.cmdset:add(mute)
    w.ann:types("say hush")
    w.ann:sees("There is no command 'say'")
    w.ann.character.cmdset:clear()
    w.ann.character.cmdset:add(dream)
    w.ann:types("up")
    w.ann:sees("There is no command 'up'")
    w.ann:types("press")
    w.ann:sees("You press Ann.")
    w.ann.character.cmdset:remove()
    w.ann:types("up")
    w.ann:sees("Attic")
  end)

  it("give a choice between two things of the same kind", function()
    local w = playing()
    for _, colour in ipairs { "red", "blue" } do
      mud.create.object { key = colour .. " button", location = w.room }.cmdset:add(button)
    end
    w.ann:types("press")
    w.ann:sees("press-1 (red button)"):sees("press-2 (blue button)")
    w.ann:types("press-2")
    w.ann:sees("You press blue button.")
  end)

  it("have a default at the bottom, which can be another", function()
    local w = playing()
    local stack = w.ann.character.cmdset
    assert(stack:has("core.character", true))
    stack:add(button)
    stack:add_default(dream)
    assert(table.concat(stack:all(), " ") == "core.dream core.button")
    w.ann:types("look")
    w.ann:sees("There is no command 'look'")
    stack:remove_default()
    assert(table.concat(stack:all(), " ") == "core.button")
    assert(stack:current().commands[1] == "press")
  end)

  it("are kept over a restart where they are persistent", function()
    local w = playing()
    w.ann.character.cmdset:add("core.session", { persistent = true })
    w.ann.character.cmdset:add("core.account")
    w:restart()
    assert(table.concat(w.ann.character.cmdset:all(), " ") == "core.character core.session")
  end)
end)
