local mud = require("mud")

return mud.command {
  key = "@tasks",
  aliases = { "@delays", "@task" },
  category = "admin",
  locks = "cmd:perm(Developer)",
  switches = { "cancel" },
  help = "List the delayed calls that wait: @tasks. Stop one: @tasks/cancel <id>",
  run = function(cmd)
    if cmd.switches.cancel then
      local id = mud.markup(cmd.argstr)
      mud.refuse_if(not id:find("^delay%-") or not mud.cancel(id), "No delayed call has the id '{id}'.", { id = id })
      return cmd:msg("{id} is cancelled.", { id = id })
    end
    local rows = {}
    for _, d in ipairs(mud.delays()) do
      table.insert(rows, { d.id, d.func or "a function of a script (not kept over a restart)", mud.time.format(math.ceil(d.left)) })
    end
    mud.refuse_if(#rows == 0, "No call waits.")
    cmd:msg(mud.text.table { to = cmd.session, header = { "Id", "Calls", "In" }, rows = rows })
  end,
}
