local mud = require("mud")
local world = require("mud.test").world

-- A class that writes down which of its hooks are called, and one of rooms; both only for these tests.
local toy, hall = "core." .. "toy", "core." .. "hall"

local function noting(key, parent, hooks)
  local lines = {
    'local mud = require("mud")', ('local Class = mud.typeclass { key = "%s", extends = require("core.typeclasses.%s") }'):format(key, parent),
    "local function note(self, name) self.ndb.log = (self.ndb.log or '') .. name .. ' ' end",
  }
  for _, hook in ipairs(hooks) do
    table.insert(lines, ("function Class:%s(...) note(self, '%s') if self.ndb.forbids == '%s' then return false end end"):format(hook, hook, hook))
  end
  table.insert(lines, "return Class")
  return table.concat(lines, "\n")
end

local of_toys = {
  "at_object_creation", "at_object_post_creation", "at_init", "at_pre_move", "announce_move_from", "announce_move_to", "at_post_move", "at_pre_get",
  "at_get", "at_pre_drop", "at_drop", "at_pre_give", "at_give", "at_rename", "at_object_delete",
}
local of_halls = { "at_pre_object_leave", "at_object_leave", "at_pre_object_receive", "at_object_receive" }

local function with_toy()
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  local ok, report = w:reload { ["core/typeclasses/toy.lua"] = noting("toy", "thing", of_toys), ["core/typeclasses/hall.lua"] = noting("hall", "room", of_halls) }
  expect(ok and "" or report, "")
  return w, mud.create.object { key = "bear", typeclass = toy, location = w.room }
end

-- What was called of an object since it was asked last.
local function log(obj)
  local text = (obj.ndb.log or ""):trim()
  obj.ndb.log = nil
  return text
end

describe("hooks of things", function()
  it("are called when they are made, moved, renamed and deleted, in the model's order", function()
    local _, bear = with_toy()
    expect(log(bear), "at_object_creation at_post_move at_object_post_creation at_init")
    local one, other = mud.create.object { key = "One", typeclass = hall }, mud.create.object { key = "Other", typeclass = hall }
    bear:move_to(one, { quiet = true })
    log(bear)
    log(one)
    bear:move_to(other)
    expect(log(bear), "at_pre_move announce_move_from announce_move_to at_post_move")
    expect(log(one), "at_pre_object_leave at_object_leave")
    expect(log(other), "at_pre_object_receive at_object_receive")
    bear.key = "teddy"
    expect(log(bear), "at_rename")
  end)

  it("forbid what is to happen by returning false", function()
    local w, bear = with_toy()
    local one = mud.create.object { key = "One", typeclass = hall }
    bear.ndb.forbids = "at_pre_move"
    expect(bear:move_to(one), false)
    expect(bear.location, w.room)
    bear.ndb.forbids = "at_object_delete"
    expect(bear:delete(), false)
    bear.ndb.forbids = nil
    one.ndb.forbids = "at_pre_object_receive"
    expect(bear:move_to(one), false)
    for hook, line in pairs { at_pre_get = "get bear", at_pre_drop = "drop bear", at_pre_give = "give bear to bob" } do
      if hook ~= "at_pre_get" then bear:move_to(w.ann.character, { quiet = true }) end
      local before = bear.location
      bear.ndb.forbids = hook
      w.ann:types(line)
      expect({ hook, bear.location }, { hook, before })
    end
  end)

  it("are told of get, give and drop", function()
    local w, bear = with_toy()
    log(bear)
    w.ann:types("get bear")
    expect(log(bear), "at_pre_get at_pre_move at_post_move at_get")
    w.ann:types("give bear to bob")
    expect(log(bear), "at_pre_give at_pre_move at_post_move at_give")
    w.bob:types("drop bear")
    expect(log(bear), "at_pre_drop at_pre_move at_post_move at_drop")
  end)
end)

describe("a typeclass", function()
  it("is changed while a thing is in use; its attributes stay unless they are wiped", function()
    local w, bear = with_toy()
    bear.db.name = "Bruno"
    bear:set_typeclass("core.thing")
    log(bear)
    w.ann:types("get bear")
    expect(log(bear), "")
    expect(bear.db.name, "Bruno")
    bear:set_typeclass(toy, { wipe = true, create = true })
    expect(bear.db.name, nil)
    expect(log(bear):find("at_object_creation", 1, true) ~= nil, true)
  end)
end)

describe("deletion", function()
  it("sends what is inside home, and leaves nil where the thing was named", function()
    local w, bear = with_toy()
    local box = mud.create.object { key = "box", location = w.room, home = w.room, db = { friend = bear } }
    local coin = mud.create.object { key = "coin", location = box, home = w.room }
    mud.create.object { key = "gate", typeclass = "core.exit", location = w.room, destination = w.room }
    bear:delete()
    expect(box.db.friend, nil)
    box:delete()
    expect(coin.location, w.room)
    expect(mud.find("box"), nil)
  end)
end)
