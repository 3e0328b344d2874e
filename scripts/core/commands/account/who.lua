local mud = require("mud")
local online = require("core.lib.online")

return mud.command {
  key = "who",
  aliases = { "doing" },
  category = "account",
  help = "See who is here.",
  run = function(cmd)
    local rows, now = {}, mud.time.now()
    for _, s in ipairs(online.sessions()) do
      table.insert(rows, {
        s.account:get_display_name(cmd.caller), mud.time.format(now - s.conn_time), mud.time.format(now - s.cmd_last_visible),
      })
    end
    local count = mud.text.plural(#rows, "account")
    cmd:msg(mud.text.table { to = cmd.session, header = { "Name", "On for", "Idle" }, rows = rows } .. "\n" .. count .. " logged in.")
  end,
}
