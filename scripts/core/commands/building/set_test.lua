local mud = require("mud")
local world = require("mud.test").world

--- A world with a builder and a box.
local function with_box()
  local w = world { players = { "Ann" }, room = "core.room" }
  w.ann.account.permissions:add("Builder")
  return w, mud.create.object { key = "box", location = w.room }
end

describe("@set", function()
  it("reads the value as a builder means it", function()
    local w, box = with_box()
    for text, want in pairs { ["12"] = 12, ["-1.5"] = -1.5, ["true"] = true, ['"12"'] = "12", ["a plain text"] = "a plain text", ["say 'hi'"] = "say 'hi'" } do
      w.ann:types("@set box/x = " .. text)
      expect(box.db.x, want)
    end
    w.ann:types("@set box/x = #" .. w.room.id)
    expect(box.db.x, w.room)
    w.ann:types('@set box/x = { 1, "two", name = "x" }')
    w.ann:sees('box/x = { 1, "two", name = "x" }')
    expect(#box.db.x, 2)
    expect(box.db.x.name, "x")
  end)

  it("changes a place inside of a value, and the change is kept", function()
    local w, box = with_box()
    w.ann:types('@set box/list = { { name = "pearl" } }')
    w.ann:types('@set box/list[1]["name"] = ruby')
    w.ann:sees('box/list[1]["name"] = "ruby"')
    w.ann:types("@set box/list[2] = 7")
    expect(box.db.list[1].name, "ruby")
    expect(box.db.list[2], 7)
    w.ann:types("@set box/list[1] =")
    w.ann:sees("box/list[1] is removed.")
    w.ann:types("@set box/list[1][2] = 3")
    w.ann:sees("There is no table")
  end)

  it("takes what is no value as text, and runs nothing", function()
    local w, box = with_box()
    for _, text in ipairs { "{ 1, here }", "mud.find(1)", "{", ("{"):rep(40) .. ("}"):rep(40), "{ [nil] = 1 }", "#999999", "1 + 1" } do
      w.ann:types("@set box/x = " .. text)
      expect(box.db.x, text)
    end
    w.ann:types("@set box/x = { 1, { 2, nil, a = -3 } }")
    expect(mud.show(box.db.x), "{ 1, { 2, a = -3 } }")
  end)

  it("knows categories, and removes", function()
    local w, box = with_box()
    w.ann:types("@set box/key:secret = 5")
    expect(box.attributes:get("key", { category = "secret" }), 5)
    expect(box.db.key, nil)
    w.ann:types("@set box")
    w.ann:sees("key:secret = 5")
    w.ann:types("@set box/key:secret =")
    expect(box.attributes:has("key", { category = "secret" }), false)
    w.ann:types("@set box/key:secret =")
    w.ann:sees("box has no attribute key:secret.")
  end)

  it("keeps to the locks of attributes and of things", function()
    local w, box = with_box()
    box.attributes:set("sealed", 1, { lock = "attrread:perm(Admin);attredit:perm(Admin)" })
    w.ann:types("@set box/sealed = 2")
    w.ann:sees("You may not change box/sealed.")
    w.ann:types("@set box/sealed")
    w.ann:sees("= nil")
    box.locks:add("attrcreate:false()")
    w.ann:types("@set box/new = 2")
    w.ann:sees("You may not change box/new.")
    box.locks:add("edit:false()")
    w.ann:types("@set box/x = 2")
    w.ann:sees("You may not change box.")
    expect(box.db.sealed, 1)
    expect(box.db.x, nil)
  end)

  it("opens the line editor on a text", function()
    local w, box = with_box()
    box.db.poem = "Roses"
    w.ann:types("@set/edit box/poem")
    w.ann:sees("Roses")
    w.ann:types("are |rred|n.")
    w.ann:types(":wq")
    expect(box.db.poem, "Roses\nare |rred|n.")
    box.db.size = 3
    w.ann:types("@set/edit box/size")
    w.ann:sees("box/size is no text: 3")
    box.attributes:set("sealed", "x", { lock = "attredit:false()" })
    w.ann:types("@set/edit box/sealed")
    w.ann:sees("You may not change box/sealed.")
  end)

  it("finds what a switch says the kind of, wherever it is", function()
    local w, box = with_box()
    local cellar = mud.create.object { key = "Cellar", typeclass = "core.room" }
    local script = mud.create.script { key = "clock", obj = box, interval = 5 }
    mud.create.object { key = "clock", location = w.room }
    w.ann:types("@set/room cellar/dark = true")
    expect(cellar.db.dark, true)
    w.ann:types("@set/script clock/chime = 12")
    expect(script.db.chime, 12)
    w.ann:types("@set/exit box/x = 1")
    w.ann:sees("There is no exit 'box'.")
    mud.create.object { key = "Cellar", typeclass = "core.room" }
    w.ann:types("@set/room cellar/dark = false")
    w.ann:sees("Which one do you mean? Cellar (#" .. cellar.id .. ") and Cellar (#")
    w.ann:types("@set/room #" .. cellar.id .. "/dark = false")
    expect(cellar.db.dark, false)
    w.ann:types("@examine/script clock")
    w.ann:sees("Kind: script")
  end)

  it("sets what belongs to an account", function()
    local w = with_box()
    w.ann.account.permissions:add("Admin")
    w.ann:types("@set *ann/tutor = true")
    expect(w.ann.account.db.tutor, true)
  end)
end)
