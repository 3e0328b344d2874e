local world = require("mud.test").world

-- A builder in a room of her own, with the editor open on its description.
local function editing(text)
  local w = world { players = { "Ann" }, room = { key = "Cellar", typeclass = "core.room", db = { desc = text } } }
  w.ann.account.permissions:add("Builder")
  w.ann:types("@desc/edit")
  return w
end

-- Claims what texts become by the lines that are typed in the editor.
local function becomes(cases)
  local w = editing("")
  w.ann:types(":q")
  for _, case in ipairs(cases) do
    w.room.db.desc = case[1]
    w.ann:types("@desc/edit")
    for _, line in ipairs(case[2]) do w.ann:types(line) end
    w.ann:types("::")
    w.ann:sees(case[3] .. "\n-- the description of Cellar:")
    w.ann:types(":q!")
  end
end

local three = "one cat\ntwo cats\nthree dogs"

describe("the line editor", function()
  it("shows the text with numbers, and adds what is typed", function()
    local w = editing("It is damp.")
    w.ann:sees("  1 It is damp."):sees("1 line, 3 words, 11 bytes")
    w.ann:types("Dust |ylies|n here.")
    w.ann:types(":")
    w.ann:sees("  1 It is damp."):sees("  2 Dust |ylies|n here.")
  end)

  it("saves and leaves; only then the text is another", function()
    local w = editing("Old.")
    w.ann:types(":r 1 New |rtext|n.")
    assert(w.room.db.desc == "Old.")
    w.ann:types(":w")
    w.ann:sees("Saved.")
    assert(w.room.db.desc == "New |rtext|n.")
    w.ann:types(":DD")
    w.ann:types(":q!")
    w.ann:types("look")
    w.ann:sees("New text.")
  end)

  it("asks before what was not saved is lost", function()
    local w = editing("Old.")
    w.ann:types("More.")
    w.ann:types(":q")
    w.ann:sees("Save it first? [Y]/N")
    w.ann:types("")
    w.ann:sees("Saved.")
    assert(w.room.db.desc == "Old.\nMore.")
    w.ann:types("say out")
    w.ann:sees("You say")
  end)

  it("undoes and redoes", function()
    becomes {
      { "a", { "b", "c", ":u", ":u" }, "a" },
      { "a", { "b", "c", ":u", ":u", ":uu" }, "a\nb" },
      { "a", { "b", ":DD", ":UU" }, "a" },
    }
  end)

  it("deletes lines and words", function()
    becomes {
      { three, { ":dd" }, "one cat\ntwo cats" },
      { three, { ":dd 1:2" }, "three dogs" },
      { three, { ":dw 1  cat" }, "one \ntwo cats\nthree dogs" },
      { three, { ':dw " cat"' }, "one\ntwos\nthree dogs" },
    }
  end)

  it("copies, cuts and puts in", function()
    becomes {
      { three, { ":y 1", ":p" }, "one cat\ntwo cats\nthree dogs\none cat" },
      { three, { ":x 1:2", ":p 1" }, "three dogs\none cat\ntwo cats" },
    }
  end)

  it("inserts, replaces and adds to lines", function()
    becomes {
      { three, { ":i 1 zero" }, "zero\none cat\ntwo cats\nthree dogs" },
      { three, { ":r 2:3 rest" }, "one cat\nrest" },
      { three, { ":I 1 >> ", ":A 3 !" }, ">> one cat\ntwo cats\nthree dogs!" },
      { "a", { "::waves" }, "a\n:waves" },
    }
  end)

  it("searches and replaces, also what looks like markup", function()
    becomes {
      { three, { ":s cat mouse" }, "one mouse\ntwo mouses\nthree dogs" },
      { three, { ':s 2 cats "two dogs"' }, "one cat\ntwo two dogs\nthree dogs" },
      { "a |rb", { ":s |r |g" }, "a |gb" },
    }
  end)

  it("fills, justifies and indents", function()
    becomes {
      { "one\ntwo\n\nthree", { ":f" }, "one two\n\nthree" },
      { "one", { ":fi", ":fi", ":fd" }, "    one" },
      { "one", { ":j c" }, (" "):rep(37) .. "one" },
      { "one", { ":j r" }, (" "):rep(75) .. "one" },
    }
  end)

  it("names what is wrong, and goes on", function()
    local w = editing(three)
    w.ann:types(":dd 9")
    w.ann:sees("There is no such line; the text has 3 lines.")
    w.ann:types(":zap")
    w.ann:sees("There is no :zap here")
    w.ann:types(":i text")
    w.ann:sees("Usage: :i <line> <text>")
    w.ann:types(":p")
    w.ann:sees("Nothing is copied")
    w.ann:types(":u")
    w.ann:sees("nothing to undo")
    w.ann:types(":h")
    w.ann:sees("The line editor")
    w.ann:types(":echo")
    w.ann:types("four")
    w.ann:sees("4 four")
    w.ann:types(":q!")
    w.ann:types("say out")
    w.ann:sees("You say")
  end)

  it("goes on after a reload with all it had (row 5)", function()
    local w = editing(three)
    w.ann:types(":x 1")
    assert(w:reload())
    w.ann:types(":p")
    w.ann:types(":u")
    w.ann:types(":u")
    w.ann:types("::")
    w.ann:sees(three)
  end)
end)
