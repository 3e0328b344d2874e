local mud = require("mud")
return mud.command {
  key = "nick",
  aliases = { "nicks", "nickname" },
  category = "account",
  switches = { "delete", "list" },
  help = [[Give a name of your own to what you type often.

  nick                               lists yours
  nick <what you type> = <what it means>
  nick/delete <what you type>

$1 to $9 stand for words: nick hug $1 = pose hugs $1.]],
  run = function(cmd)
    local nicks = cmd.caller.nicks
    local pattern = mud.markup(cmd.lhs)
    if cmd.switches.delete then
      mud.refuse_if(not nicks:remove(pattern), "You have no nick '{name}'.", { name = cmd.lhs })
      return cmd:msg("The nick '{name}' is gone.", { name = cmd.lhs })
    end
    if cmd.rhs and pattern ~= "" then
      mud.refuse_if(cmd.rhs == "", "What shall it mean? Usage: nick <what you type> = <what it means>")
      local ok, why = nicks:add(pattern, mud.markup(cmd.rhs))
      mud.refuse_if(not ok, why)
      return cmd:msg("'{a}' now means '{b}'.", { a = cmd.lhs, b = cmd.rhs })
    end
    local rows = {}
    for _, n in ipairs(nicks:all("inputline")) do
      table.insert(rows, { mud.escape(n.pattern), mud.escape(n.replacement) })
    end
    mud.refuse_if(#rows == 0, "You have no nicks. Usage: nick <what you type> = <what it means>")
    cmd:msg(mud.text.table { to = cmd.session, header = { "You type", "It means" }, rows = rows })
  end,
}
