local mud = require("mud")
return mud.command {
  key = "who",
  aliases = { "doing" },
  category = "account",
  help = "See who is here.",
  run = function(cmd)
    local rows, seen = {}, {}
    for _, s in ipairs(mud.sessions:all()) do
      if not seen[s.account] and not s.protocol_flags.LINKDEAD then
        seen[s.account] = true
        local now = mud.time.now()
        table.insert(rows, {
          s.account:get_display_name(cmd.caller), mud.time.format(now - s.conn_time), mud.time.format(now - s.cmd_last_visible),
        })
      end
    end
    local count = mud.text.plural(#rows, "account")
    cmd:msg(mud.text.table { to = cmd.session, header = { "Name", "On for", "Idle" }, rows = rows } .. "\n" .. count .. " logged in.")
  end,
}
