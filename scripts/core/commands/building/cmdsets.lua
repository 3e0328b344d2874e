local mud = require("mud")

-- What one set of a stack says of itself.
local function row(name, default)
  local set = mud.cmdsets.get(name)
  if not set then return { mud.escape(name), "missing", "", "", "" } end
  local flags = {}
  for _, flag in ipairs { "duplicates", "no_exits", "no_objs", "no_channels" } do
    if set[flag] ~= nil then table.insert(flags, (set[flag] and "" or "not ") .. flag) end
  end
  return { mud.escape(name), tostring(set.priority), set.merge, tostring(#set.commands),
    (default and "default " or "") .. table.concat(flags, " ") }
end

return mud.command {
  key = "@cmdsets",
  aliases = { "@cmdset" },
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "[<what:object>]",
  help = "See the sets of commands on something, the bottom of its stack first, and what they come to: @cmdsets [<thing>]",
  run = function(cmd, arg)
    local obj = arg.what or cmd.caller
    local rows = {}
    for _, name in ipairs(obj.cmdset:all()) do table.insert(rows, row(name, obj.cmdset:has(name, true))) end
    local lines = { mud.format("|wThe command sets of {what}|n", { what = obj }) }
    if #rows > 0 then
      table.insert(lines, mud.text.table { to = cmd.session, header = { "Set", "Priority", "Merge", "Commands", "" }, rows = rows })
    else
      table.insert(lines, "None.")
    end
    local keys = obj.cmdset:current().commands
    if #keys > 0 then table.insert(lines, "|wTogether:|n " .. mud.escape(table.concat(keys, ", "))) end
    if obj == cmd.caller then
      table.insert(lines, "With what is around, you can use " .. mud.text.plural(#cmd.cmdset:commands(), "command") .. " now.")
    end
    cmd:page(table.concat(lines, "\n"))
  end,
}
