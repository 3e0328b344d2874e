-- The way of one command through its own functions (spec 6.5), and what of cmd
-- is made of waits. It runs as a coroutine, so that any of them may wait.
local match_syntax, turned, methods = ...

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
end

--- One turn of a dialog.
local function turn(fn, cmd, state, line)
  return turned(state, fn(cmd, state, line))
end

local answers = { y = true, yes = true, n = false, no = false }

--- cmd:yes_no asks a question until it is answered with yes or no.
---@param question string
---@param default? boolean what an empty answer means
---@return boolean
function methods.yes_no(cmd, question, default)
  local hint = default == nil and " Y/N " or default and " [Y]/N " or " Y/[N] "
  while true do
    local answer = answers[cmd:ask(question .. hint):lower():trim()]
    if answer == nil then answer = default end
    if answer ~= nil then return answer end
    cmd:msg("Please answer yes or no.")
  end
end

--- cmd:menu opens a menu and waits for its end.
---@param name mud.MenuName full name, such as "haven.stall"
---@param data? mud.Data what its nodes keep, plain data and objects
---@return mud.Data data as the menu leaves it
function methods.menu(cmd, name, data)
  return cmd:dialog("core.lib.menu.turn", { menu = name, data = data or {} }).data
end

return run, turn
