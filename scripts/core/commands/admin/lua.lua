local mud = require("mud")

--- Asks for lines until one is a dot alone.
local function lines(cmd)
  cmd:msg("Type Lua, line by line; a dot alone runs it, quit drops it.")
  local all = {}
  while true do
    local line = cmd:ask((">%d "):format(#all + 1))
    if line:trim() == "." then return table.concat(all, "\n") end
    mud.refuse_if(line:trim() == "quit", "Nothing was run.")
    all[#all + 1] = line
  end
end

--- Lets the line editor write it; what was saved last is run.
local function edited(cmd)
  local code = cmd:edit("", { title = "Lua to run" })
  mud.refuse_if(not code, "Nothing was run.")
  return code
end

--- The values that it returned.
local function shown(...)
  local values = {}
  for i = 1, select("#", ...) do values[i] = mud.inspect((select(i, ...))) end
  return #values > 0 and table.concat(values, ", ") or "nothing"
end

return mud.command {
  key = "@lua",
  category = "admin",
  locks = "cmd:superuser()",
  arg_regex = [[^( |/edit$|$)]],
  switches = { "edit" },
  help = [[Run Lua. me is your character, here the room, session and account are yours, cmd is this command.

  @lua here.key
  @lua me.db.gold = 12
  @lua mud.sleep(2) return here.key    may wait, as a command may
  @lua                 asks for several lines; a dot alone runs them
  @lua/edit            writes them in the line editor, with undo and search; :wq runs them]],
  run = function(cmd)
    local code = cmd.switches.edit and edited(cmd) or cmd.args:trim() ~= "" and cmd.args or lines(cmd)
    local fn, why = mud.lua(code, cmd)
    mud.refuse_if(not fn, "{why}", { why = why })
    cmd:msg("= {values}", { values = shown(fn()) })
  end,
}
