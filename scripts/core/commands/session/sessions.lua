local mud = require("mud")
return mud.command {
  key = "sessions",
  category = "account",
  help = "List the connections of your account.",
  run = function(cmd)
    mud.refuse_if(not cmd.account, "You have no account here.")
    local rows = {}
    for _, s in ipairs(cmd.account.sessions:all()) do
      local puppet = s.puppet
      local mark = s == cmd.session and "*" or ""
      table.insert(rows, {
        s.sessid .. mark, s.protocol, mud.escape(s.address), puppet and puppet:get_display_name(cmd.caller) or "-",
        puppet and puppet.location and puppet.location:get_display_name(cmd.caller) or "-",
      })
    end
    cmd:msg(mud.text.table { to = cmd.session, header = { "Session", "Protocol", "Address", "Character", "Place" }, rows = rows })
  end,
}
