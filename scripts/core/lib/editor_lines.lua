local mud = require("mud")
local buffer = require("core.lib.buffer")
local editing = require("core.lib.editing")

--- The commands of the line editor that change lines: each is called as fn(cmd, state, args).
local commands = {}

function commands.dd(cmd, state, args)
  local lines, from, to = editing.span(state, args, true)
  mud.refuse_if(#lines == 0, "There is no line.")
  editing.change(state, buffer.splice(lines, from, to, {}))
  cmd:msg("Deleted.")
end

function commands.DD(cmd, state)
  editing.change(state, "")
  cmd:msg("The text is empty.")
end

function commands.dw(cmd, state, args)
  local lines, from, to, rest = editing.span(state, args)
  local what = editing.word(rest)
  mud.refuse_if(not what, "Usage: :dw [<line>] <word>")
  local out, count = buffer.replace(lines, from, to, what, "")
  mud.refuse_if(count == 0, "'{what}' is not there.", { what = what })
  editing.change(state, out)
  cmd:msg("Deleted in {n}.", { n = mud.text.plural(count, "place") })
end

function commands.y(cmd, state, args)
  local lines, from, to = editing.span(state, args)
  state.copy = buffer.slice(lines, from, to)
  cmd:msg("Copied {n}.", { n = mud.text.plural(#state.copy, "line") })
end

function commands.x(cmd, state, args)
  local lines, from, to = editing.span(state, args)
  state.copy = buffer.slice(lines, from, to)
  editing.change(state, buffer.splice(lines, from, to, {}))
  cmd:msg("Cut {n}.", { n = mud.text.plural(#state.copy, "line") })
end

function commands.p(cmd, state, args)
  mud.refuse_if(#state.copy == 0, "Nothing is copied: see :y and :x.")
  local lines, _, to = editing.span(state, args, true)
  editing.change(state, buffer.splice(lines, to + 1, to, state.copy))
  cmd:msg("Put in {n}.", { n = mud.text.plural(#state.copy, "line") })
end

-- Those that need a line and a text.
local function texts(name, made)
  commands[name] = function(cmd, state, args)
    local lines, from, to, text = editing.span(state, args)
    mud.refuse_if(not args:match("^%d"), "Usage: :" .. name .. " <line> <text>")
    editing.change(state, made(lines, from, to, text))
    cmd:msg("Done.")
  end
end
texts("i", function(lines, from, _, text) return buffer.splice(lines, from, from - 1, { text }) end)
texts("r", function(lines, from, to, text) return buffer.splice(lines, from, to, { text }) end)
texts("I", function(lines, from, to, text) return buffer.map(lines, from, to, function(line) return text .. line end) end)
texts("A", function(lines, from, to, text) return buffer.map(lines, from, to, function(line) return line .. text end) end)

function commands.s(cmd, state, args)
  local lines, from, to, rest = editing.span(state, args)
  local what, by = editing.word(rest)
  mud.refuse_if(not what, "Usage: :s [<line>] <word> <new word>")
  local out, count = buffer.replace(lines, from, to, what, (editing.word(by)) and by:match('^"(.*)"$') or by)
  mud.refuse_if(count == 0, "'{what}' is not there.", { what = what })
  editing.change(state, out)
  cmd:msg("Replaced in {n}.", { n = mud.text.plural(count, "place") })
end

local function justified(cmd, state, args, align)
  local lines, from, to, rest = editing.span(state, args)
  align = align or (rest:trim() == "" and "f" or rest:trim():sub(1, 1))
  mud.refuse_if(not ("lrcf"):find(align, 1, true), "Usage: :j [<line>] l, r, c or f")
  editing.change(state, buffer.justify(lines, from, to, align, state.width))
  cmd:msg("Done.")
end
function commands.j(cmd, state, args) justified(cmd, state, args) end
function commands.f(cmd, state, args) justified(cmd, state, args, "l") end

local function indented(name, made)
  commands[name] = function(cmd, state, args)
    local lines, from, to = editing.span(state, args)
    editing.change(state, buffer.map(lines, from, to, made))
    cmd:msg("Done.")
  end
end
indented("fi", function(line) return "    " .. line end)
indented("fd", function(line) return (line:gsub("^ ? ? ? ?", "")) end)

return commands
