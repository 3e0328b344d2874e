local mud = require("mud")
local buffer = require("core.lib.buffer")

--- What the commands of the line editor have in common: the text that is edited, and how their arguments are read.
local editing = {}

local keep = 50 -- steps that can be undone
local max_size = 100000 -- bytes of the text

--- The text as a list of lines.
function editing.lines(state) return buffer.split(state.text) end

--- Takes in what a command made of the text, as a step that can be undone.
function editing.change(state, lines)
  local text = type(lines) == "table" and buffer.join(lines) or lines
  mud.refuse_if(#text > max_size, "The text would be too long.")
  if text == state.text then return end
  table.insert(state.undo, state.text)
  if #state.undo > keep then table.remove(state.undo, 1) end
  state.redo = {}
  state.text = text
end

--- Reads "3" or "2:5" at the beginning; without one it is the whole text, or the last line where last is true.
function editing.span(state, args, last)
  local lines = editing.lines(state)
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

--- Takes a word, or several in quotes, off the beginning.
function editing.word(args)
  local quoted, rest = args:match('^"([^"]*)"%s*(.*)$')
  if quoted then return quoted, rest end
  local plain, more = args:match("^(%S+)%s*(.*)$")
  return plain, more or ""
end

return editing
