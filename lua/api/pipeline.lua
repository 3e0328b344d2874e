-- The way of one command through its own functions (spec 6.5), and what of cmd
-- is made of waits. It runs as a coroutine, so that any of them may wait.
local match_syntax, turned, methods = ...

-- What of a command is not kept for the next one: what that has itself.
local not_kept = { _call = true, caller = true, session = true, account = true, cmdset = true, last_cmd = true }

-- Keeps a command for the caller's next one (spec 6.8): what it was given, what it put into cmd, and arg.
local function keep(cmd, arg)
  local kept = { arg = arg }
  for name, value in pairs(cmd) do
    if not not_kept[name] then kept[name] = value end
  end
  cmd.caller.ndb.last_cmd = kept
end

local function run(def, cmd)
  if def.at_pre and def.at_pre(cmd) then return end
  local arg
  if def.parse then
    arg = def.parse(cmd)
  elseif def.syntax then
    arg = match_syntax(cmd)
  end
  if def.run then def.run(cmd, arg) end
  if def.at_post then def.at_post(cmd) end
  if def.save_for_next then keep(cmd, arg) end
end

--- One turn of a dialog.
local function turn(fn, cmd, state, line)
  return turned(state, fn(cmd, state, line))
end

local answers = { y = true, yes = true, n = false, no = false }

--- cmd:yes_no asks a question until it is answered with yes or no.
---@param question string
---@param default? boolean what an empty answer means
---@param abort? boolean whether "a" or "abort" is an answer too
---@return boolean? answer nil when it was aborted
function methods.yes_no(cmd, question, default, abort)
  local hint = (default == nil and " Y/N" or default and " [Y]/N" or " Y/[N]") .. (abort and "/A " or " ")
  while true do
    local word = cmd:ask(question .. hint):lower():trim()
    if abort and (word == "a" or word == "abort") then return nil end
    local answer = answers[word]
    if word == "" then answer = default end
    if answer ~= nil then return answer end
    cmd:msg(abort and "Please answer yes, no or abort." or "Please answer yes or no.")
  end
end

--- cmd:page shows a long text a page at a time and waits until it was read. A short one, and any text where the player
--- wants no pages or uses a screen reader, is shown at once.
---@param text string
---@param values? table<string, mud.Shown>
function methods.page(cmd, text, values)
  require("core.lib.pager").show(cmd, text, values)
end

--- cmd:edit opens the line editor and waits for its end. The text that it gives back is guarded, as all that is typed is:
--- mud.markup(text) takes it as markup where the typist is trusted.
---@param text? string to begin with
---@param opts? { title?: string, save?: string, arg?: mud.Value } save: a function "plugin.lib.topic.fn", called as fn(cmd, text, arg) at each save
---@return string? text as it was last saved, nil when it never was
function methods.edit(cmd, text, opts)
  return require("core.lib.editor").open(cmd, text, opts)
end

--- cmd:menu opens a menu and waits for its end.
---@param name mud.MenuName full name, such as "haven.stall"
---@param data? mud.Data what its nodes keep, plain data and objects
---@return mud.Data data as the menu leaves it
function methods.menu(cmd, name, data)
  require("core.lib.menu").check(name)
  return cmd:dialog("core.lib.menu.turn", { menu = name, data = data or {} }).data
end

return run, turn
