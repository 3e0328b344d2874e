local mud = require("mud")
local commands = require("core.lib.editor_commands")

--- The line editor: cmd:edit(text). It is a dialog, and its text is guarded: what is typed in it is never markup. A line
--- that does not begin with a colon is added to the text.
local editor = {}

local prompt = ": "

--- Opens the editor and waits for its end. nil when nothing was saved.
function editor.open(cmd, text, opts)
  opts = opts or {}
  text = mud.guard(text or "")
  local state = cmd:dialog("core.lib.editor.turn", {
    text = text, first = text, saved = text, undo = {}, redo = {}, copy = {}, echo = false, kept = false,
    title = opts.title or "text", save = opts.save, arg = opts.arg, width = math.min(78, cmd.session and cmd.session.width or 78),
  })
  return state.kept and state.saved or nil
end

--- One turn of the editor, as cmd:dialog calls it.
function editor.turn(cmd, state, line)
  if line == nil then
    commands[""](cmd, state)
    return prompt
  end
  local name, args = line:match("^:(:?)%s?(.*)$")
  if name == "" then
    name, args = line:match("^:(%S*)%s?(.*)$")
  end
  if not name then
    commands.append(cmd, state, line)
    return prompt
  end
  mud.refuse_if(name == "append" or not commands[name], "There is no :{name} here; :h tells what there is, and ::text begins a line with a colon.",
    { name = name })
  if commands[name](cmd, state, args) ~= "end" then return prompt end
end

return editor
