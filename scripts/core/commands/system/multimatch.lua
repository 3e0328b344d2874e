local mud = require("mud")
return mud.command {
  key = "__multimatch",
  auto_help = false,
  run = function(cmd)
    local lines = { "That may be one of several; type the whole name:" }
    for _, m in ipairs(cmd.matches) do
      local whose = m.obj and " (" .. m.obj:get_display_name(cmd.caller) .. ")" or ""
      table.insert(lines, "  |w" .. mud.escape(m.name) .. "|n" .. whose)
    end
    cmd:msg(table.concat(lines, "\n"))
  end,
}
