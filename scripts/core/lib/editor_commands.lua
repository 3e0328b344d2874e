local mud = require("mud")
local buffer = require("core.lib.buffer")
local help = require("core.lib.editor_help")

--- What begins with a colon in the line editor: each is called as fn(cmd, state, args), and returns "end" to leave. The
--- state is that of the dialog: text, undo, redo, copy, saved and so on.
local keep = 50 -- steps that can be undone
local max_size = 100000 -- bytes of the text

local commands = {}

local function lines_of(state) return buffer.split(state.text) end

-- Takes in what a command made of the text, as a step that can be undone.
local function change(state, lines)
  local text = type(lines) == "table" and buffer.join(lines) or lines
  mud.refuse_if(#text > max_size, "The text would be too long.")
  if text == state.text then return end
  table.insert(state.undo, state.text)
  if #state.undo > keep then table.remove(state.undo, 1) end
  state.redo = {}
  state.text = text
end

-- Reads "3" or "2:5" at the beginning; without one it is the whole text, or the last line where last is true.
local function span(state, args, last)
  local lines = lines_of(state)
  local from, to, rest = args:match("^(%d+):(%d+)%s*(.*)$")
  if not from then
    from, rest = args:match("^(%d+)%s*(.*)$")
    to = from
  end
  if not from or rest ~= "" and args:match("^%d+:?%d*%S") and not args:match("^%d+:?%d*%s") then
    return lines, last and #lines or 1, #lines, args
  end
  from, to = tonumber(from), tonumber(to)
  mud.refuse_if(from < 1 or to > #lines or from > to, "There is no such line; the text has {n}.",
    { n = mud.text.plural(#lines, "line") })
  return lines, from, to, rest
end

-- Takes a word, or several in quotes, off the beginning.
local function word(args)
  local quoted, rest = args:match('^"([^"]*)"%s*(.*)$')
  if quoted then return quoted, rest end
  local plain, more = args:match("^(%S+)%s*(.*)$")
  return plain, more or ""
end

local function view(cmd, state, numbers)
  local out = {}
  for i, line in ipairs(lines_of(state)) do
    table.insert(out, numbers and ("|w%3d|n %s"):format(i, mud.escape(line)) or mud.escape(line))
  end
  local words = select(2, state.text:gsub("%S+", ""))
  table.insert(out, ("|w-- %s: %s, %s, %d bytes; :h for help --|n"):format(mud.escape(state.title),
    mud.text.plural(#out, "line"), mud.text.plural(words, "word"), #state.text))
  cmd:msg(table.concat(out, "\n"))
end

local function save(cmd, state)
  if state.saved == state.text then return cmd:msg("Nothing has changed since it was saved.") end
  if state.save then
    local module, name = state.save:match("^(.*)%.([^.]+)$")
    require(module)[name](cmd, state.text, state.arg)
  end
  state.saved, state.kept = state.text, true
  cmd:msg("Saved.")
end

local function steps(cmd, state, from, to, nothing)
  if #from == 0 then return cmd:msg(nothing) end
  table.insert(to, state.text)
  state.text = table.remove(from)
  cmd:msg("Done.")
end

commands[":"] = function(cmd, state, args)
  if args ~= "" then return commands.append(cmd, state, ":" .. args) end
  view(cmd, state, false)
end
commands[""] = function(cmd, state) view(cmd, state, true) end

function commands.append(cmd, state, line)
  change(state, state.text == "" and line or state.text .. "\n" .. line)
  if state.echo then cmd:msg("|w{n}|n {line}", { n = #lines_of(state), line = line }) end
end

function commands.h(cmd) cmd:msg(help) end

commands.w = function(cmd, state) save(cmd, state) end
commands.wq = function(cmd, state)
  if state.saved ~= state.text then save(cmd, state) end
  return "end"
end
commands["q!"] = function() return "end" end
commands.q = function(cmd, state)
  if state.saved ~= state.text and cmd:yes_no("Save it first?", true) then save(cmd, state) end
  return "end"
end

commands.u = function(cmd, state) steps(cmd, state, state.undo, state.redo, "There is nothing to undo.") end
commands.uu = function(cmd, state) steps(cmd, state, state.redo, state.undo, "There is nothing to redo.") end
commands.UU = function(cmd, state)
  change(state, state.first)
  cmd:msg("The text is as it was at the beginning.")
end

function commands.dd(cmd, state, args)
  local lines, from, to = span(state, args, true)
  mud.refuse_if(#lines == 0, "There is no line.")
  change(state, buffer.splice(lines, from, to, {}))
  cmd:msg("Deleted.")
end

function commands.DD(cmd, state)
  change(state, "")
  cmd:msg("The text is empty.")
end

function commands.dw(cmd, state, args)
  local lines, from, to, rest = span(state, args)
  local what = word(rest)
  mud.refuse_if(not what, "Usage: :dw [<line>] <word>")
  local out, count = buffer.replace(lines, from, to, what, "")
  change(state, out)
  cmd:msg("Deleted in {n}.", { n = mud.text.plural(count, "place") })
end

function commands.y(cmd, state, args)
  local lines, from, to = span(state, args)
  state.copy = buffer.slice(lines, from, to)
  cmd:msg("Copied {n}.", { n = mud.text.plural(#state.copy, "line") })
end

function commands.x(cmd, state, args)
  local lines, from, to = span(state, args)
  state.copy = buffer.slice(lines, from, to)
  change(state, buffer.splice(lines, from, to, {}))
  cmd:msg("Cut {n}.", { n = mud.text.plural(#state.copy, "line") })
end

function commands.p(cmd, state, args)
  mud.refuse_if(#state.copy == 0, "Nothing is copied: see :y and :x.")
  local lines, _, to = span(state, args, true)
  change(state, buffer.splice(lines, to + 1, to, state.copy))
  cmd:msg("Put in {n}.", { n = mud.text.plural(#state.copy, "line") })
end

-- Those that need a line and a text.
local function texts(name, made)
  commands[name] = function(cmd, state, args)
    local lines, from, to, text = span(state, args)
    mud.refuse_if(not args:match("^%d"), "Usage: :" .. name .. " <line> <text>")
    change(state, made(lines, from, to, text))
    cmd:msg("Done.")
  end
end
texts("i", function(lines, from, _, text) return buffer.splice(lines, from, from - 1, { text }) end)
texts("r", function(lines, from, to, text) return buffer.splice(lines, from, to, { text }) end)
texts("I", function(lines, from, to, text) return buffer.map(lines, from, to, function(line) return text .. line end) end)
texts("A", function(lines, from, to, text) return buffer.map(lines, from, to, function(line) return line .. text end) end)

function commands.s(cmd, state, args)
  local lines, from, to, rest = span(state, args)
  local what, by = word(rest)
  mud.refuse_if(not what, "Usage: :s [<line>] <word> <new word>")
  local out, count = buffer.replace(lines, from, to, what, (word(by)) and by:match('^"(.*)"$') or by)
  change(state, out)
  cmd:msg("Replaced in {n}.", { n = mud.text.plural(count, "place") })
end

local function justified(cmd, state, args, align)
  local lines, from, to, rest = span(state, args)
  align = align or (rest:trim() == "" and "f" or rest:trim():sub(1, 1))
  mud.refuse_if(not ("lrcf"):find(align, 1, true), "Usage: :j [<line>] l, r, c or f")
  change(state, buffer.justify(lines, from, to, align, state.width))
  cmd:msg("Done.")
end
function commands.j(cmd, state, args) justified(cmd, state, args) end
function commands.f(cmd, state, args) justified(cmd, state, args, "l") end

local function indented(name, made)
  commands[name] = function(cmd, state, args)
    local lines, from, to = span(state, args)
    change(state, buffer.map(lines, from, to, made))
    cmd:msg("Done.")
  end
end
indented("fi", function(line) return "    " .. line end)
indented("fd", function(line) return (line:gsub("^ ? ? ? ?", "")) end)

commands.echo = function(cmd, state)
  state.echo = not state.echo
  cmd:msg(state.echo and "What you type is shown again." or "What you type is not shown again.")
end

return commands
