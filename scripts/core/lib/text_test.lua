local mud = require("mud")
local world = require("mud.test").world

describe("one text for everybody", function()
  it("says what each hearer sees", function()
    local w = world { players = { "Ann", "Bob", "Eve" }, room = "core.room" }
    local ann = w.ann.character
    ann.db.gender = "female"
    w.room:msg_contents("$You() $conj(give) $you(to) $pron(her) {what}.", { from = ann, to = w.bob.character, what = "hat" })
    w.ann:sees("You give Bob your hat.")
    w.bob:sees("Ann gives you her hat.")
    w.eve:sees("Ann gives Bob her hat.")
  end)

  it("takes nothing that a player typed for a function or markup", function()
    local w = world { players = { "Ann", "Bob" }, room = "core.room" }
    w.ann:types("say $You() |rred {who}")
    w.bob:sees('Ann says, "$You() |rred {who}"')
  end)
end)

describe("mud.text", function()
  it("lays tables out, and reads them out to a screen reader", function()
    local w = world { players = { "Ann" }, room = "core.room" }
    local rows = { { "Ann", "hat" }, { "Bob", "a long coat" } }
    local function lines(session)
      return mud.plain(mud.text.table { to = session, header = { "Who", "What" }, rows = rows, border = "header" })
    end
    expect(lines(w.ann.session), "Who  What\n----------------\nAnn  hat\nBob  a long coat")
    w.ann:types("option screenreader = on")
    expect(lines(w.ann.session), "Who: Ann, What: hat\nWho: Bob, What: a long coat")
  end)

  it("knows markup, wide characters and English", function()
    world { players = { "Ann" } }
    expect(mud.text.width("|rab|n漢"), 4)
    expect(mud.text.pad("|gok|n", 4, "right"), "  |gok|n")
    expect(mud.text.crop("|rhello|n", 3), "|rhe|n…")
    expect(mud.text.list({ "a", "b", "c" }), "a, b and c")
    expect(mud.text.plural(3, "wolf"), "3 wolves")
    expect(mud.text.an("apple"), "an apple")
  end)
end)
