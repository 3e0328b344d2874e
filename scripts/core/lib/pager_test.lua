local world = require("mud.test").world

-- Ann reads numbered lines on a screen of ten, by a command that stands in the place of `home`.
local function reading(lines)
  local w = world { players = { "Ann" } }
  w.ann.session:set_flag("SCREENHEIGHT", 10)
  w:reload { ["core/commands/general/home.lua"] = [[local mud = require("mud")
return mud.command { key = "home", run = function(cmd)
  local lines = {}
  for i = 1, tonumber(cmd.argstr) do lines[i] = "line " .. i .. "." end
  cmd:page(table.concat(lines, "\n"))
  cmd:msg("(read)")
end }]] }
  w.ann:types("home " .. lines)
  return w
end

describe("cmd:page", function()
  it("shows a short text at once", function()
    local w = reading(9)
    w.ann:sees("line 1."):sees("line 9."):sees("(read)")
  end)

  it("goes on, back, to the top and to the end", function()
    local w = reading(20)
    w.ann:sees("line 1."):sees("line 8."):sees("[1/3]")
    w.ann:does_not_see("line 9.")
    w.ann:types("")
    w.ann:sees("line 9."):sees("line 16."):sees("[2/3]")
    w.ann:types("p")
    w.ann:sees("line 1."):sees("[1/3]")
    w.ann:types("end")
    w.ann:sees("line 17."):sees("line 20."):sees("[3/3]")
    w.ann:types("top")
    w.ann:sees("line 1.")
    w.ann:types("n")
    w.ann:sees("line 9.")
    w.ann:types("quit")
    w.ann:sees("(read)")
    w.ann:does_not_see("line")
  end)

  it("ends at any other line, and runs it as a command, with its nicks", function()
    local w = reading(20)
    w.ann.character.nicks:add("greet", "say hello")
    w.ann:types("greet")
    w.ann:sees("(read)"):sees('You say, "hello"')
  end)

  it("takes n on the last page for a command, as it may mean north", function()
    local w = reading(20)
    w.ann:types("e")
    w.ann:types("n")
    w.ann:sees("(read)"):sees("There is no command 'n'")
  end)

  it("is off with a screen reader, and where a player wants it off", function()
    local w = world { players = { "Ann" } }
    w.ann.session:set_flag("SCREENHEIGHT", 5)
    w.ann:types("help")
    w.ann:sees("[1/")
    w.ann:types("q")
    w.ann:types("option pager off")
    w.ann:types("help")
    w.ann:does_not_see("[1/")
    w.ann:types("option pager on")
    w.ann:types("option screenreader on")
    w.ann:types("help")
    w.ann:does_not_see("[1/")
  end)

  it("goes on after a reload (row 5)", function()
    local w = reading(20)
    assert(w:reload())
    w.ann:types("n")
    w.ann:sees("line 9.")
  end)
end)
