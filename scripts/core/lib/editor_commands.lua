local mud = require("mud")
local editing = require("core.lib.editing")
local help = require("core.lib.editor_help")

--- What begins with a colon in the line editor: each is called as fn(cmd, state, args), and returns "end" to leave. The
--- state is that of the dialog: text, undo, redo, copy, saved and so on. Those that change lines are in editor_lines.
local commands = {}

local function view(cmd, state, numbers)
  local out = {}
  for i, line in ipairs(editing.lines(state)) do
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

local function left(cmd, state)
  cmd:msg(state.text == state.saved and "You leave the editor." or "You leave the editor, and what was not saved is dropped.")
  return "end"
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
  editing.change(state, state.text == "" and line or state.text .. "\n" .. line)
  if state.echo then cmd:msg("|w{n}|n {line}", { n = #editing.lines(state), line = line }) end
end

function commands.h(cmd) cmd:msg(help) end

commands.w = function(cmd, state) save(cmd, state) end
commands.wq = function(cmd, state)
  if state.saved ~= state.text then save(cmd, state) end
  return left(cmd, state)
end
commands.q = function(cmd, state)
  if state.saved ~= state.text and cmd:yes_no("Save it first?", true) then save(cmd, state) end
  return left(cmd, state)
end
commands["q!"] = left

commands.u = function(cmd, state) steps(cmd, state, state.undo, state.redo, "There is nothing to undo.") end
commands.uu = function(cmd, state) steps(cmd, state, state.redo, state.undo, "There is nothing to redo.") end
commands.UU = function(cmd, state)
  editing.change(state, state.first)
  cmd:msg("The text is as it was at the beginning.")
end

commands.echo = function(cmd, state)
  state.echo = not state.echo
  cmd:msg(state.echo and "What you type is shown again." or "What you type is not shown again.")
end

for name, change in pairs(require("core.lib.editor_lines")) do commands[name] = change end

return commands
