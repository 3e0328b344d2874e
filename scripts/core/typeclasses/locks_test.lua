local mud = require("mud")
local world = require("mud.test").world

-- Ann and Bob in a room, and a box with one lock.
local function with_box(lock)
  local w = world { players = { "Ann", "Bob" }, room = "core.room" }
  local box = mud.create.object { key = "box", location = w.room }
  if lock then box.locks:add("open:" .. lock) end
  return w, box, w.ann.character, w.bob.character
end

describe("a lock", function()
  it("is functions with and, or, not and parentheses; a type that is not there has a default", function()
    local _, box, ann = with_box()
    for lock, passes in pairs {
      ["all()"] = true, ["none()"] = false, ["not none()"] = true, ["all() and none()"] = false, ["none() or all()"] = true,
      ["not (all() and none())"] = true, ["none() and none() or all()"] = true, ["TRUE()"] = true,
    } do
      box.locks:add("open:" .. lock)
      expect({ lock, box:access(ann, "open") }, { lock, passes })
    end
    box.locks:remove("open")
    expect(box:access(ann, "open"), false)
    expect(box:access(ann, "open", true), true)
  end)

  it("that is wrong is refused with its place, and the old one stays", function()
    local _, box = with_box("none()")
    for lock, why in pairs {
      ["open:perm(Builder"] = "column", ["open:prem(Builder)"] = 'there is no lock function "prem"', ["open:all() and"] = "column", ["open"] = "column",
    } do
      local ok, text = box.locks:add(lock)
      expect(ok, nil)
      expect(text:find(why, 1, true) ~= nil, true)
    end
    expect(box.locks:get("open"), "open:none()")
  end)

  it("asks who it is, what they have, and where they are", function()
    local w, box, ann, bob = with_box()
    local key = mud.create.object { key = "brass key", location = ann, tags = { { "brass", "metal" } } }
    ann.db.strength = 7
    ann.tags:add("member", "guild")
    box.tags:add("oak")
    w.ann.account.permissions:add("Builder")
    for _, lock in ipairs {
      "id(" .. ann.id .. ")", "account(Ann)", "perm(Helper)", "perm(builders)", "perm_above(Helper)", "pperm(Builder)", "has_account()",
      "attr(strength)", "attr(strength, 7)", "attr_gt(strength, 6)", "tag(member, guild)", "holds(brass key)", "holds()", "not self()", "inside()",
    } do
      local target = box
      if lock == "holds()" then target = key elseif lock == "inside()" then target = w.room end
      target.locks:add("open:" .. lock)
      expect({ lock, target:access(ann, "open") }, { lock, true })
      if lock ~= "has_account()" and lock ~= "not self()" and lock ~= "inside()" then
        expect({ lock, target:access(bob, "open") }, { lock, false })
      end
    end
    box.locks:add("open:objtag(oak) and not is_ooc()")
    expect(box:access(bob, "open"), true)
    box.locks:add("open:perm_above(Builder)")
    expect(box:access(ann, "open"), false)
  end)

  it("is passed by superusers, but not by one who is quelled, and never where call is asked", function()
    local w = world { players = { "Ann" }, room = "core.room", superuser = "Ann" }
    local box = mud.create.object { key = "box", location = w.room, locks = "open:none();call:none()" }
    expect(box:access(w.ann.session, "open"), true)
    box.cmdset:add("core.session")
    w.ann:types("quell")
    expect(box:access(w.ann.session, "open"), false)
    w.ann:types("unquell")
    expect(box:access(w.ann.session, "open"), true)
  end)

  it("may ask a function of a plugin", function()
    local w, box, ann, bob = with_box()
    local ok, report = w:reload { ["core/lockfuncs/taller.lua"] = [[
return require("mud").lockfunc { run = function(who, _, size) return (who.db.size or 0) > tonumber(size) end }]] }
    expect(ok and "" or report, "")
    box.locks:add("open:" .. "taller(3)")
    ann.db.size = 4
    expect(box:access(ann, "open"), true)
    expect(box:access(bob, "open"), false)
  end)
end)
