local mud = require("mud")

return mud.command {
  key = "@ban",
  category = "admin",
  locks = "cmd:perm(Admin)",
  help = [[Keep somebody out.

  @ban                              lists the bans
  @ban <account> [= <reason>]       * and ? stand for any letters and one letter
  @ban <address> [= <reason>]       such as 192.0.2.7, 192.0.2.*, 192.0.2.0/24 or 2001:db8::/32

Who is banned cannot log in any more; @boot ends what is connected. Superusers cannot be banned.]],
  run = function(cmd)
    if cmd.lhs == "" then
      local rows = {}
      for i, b in ipairs(mud.bans:all()) do
        table.insert(rows, { tostring(i), mud.escape(b.name .. b.address), mud.time.date("%Y-%m-%d", b.since), mud.escape(b.by), mud.escape(b.reason) })
      end
      if #rows == 0 then return cmd:msg("Nobody is banned.") end
      return cmd:msg(mud.text.table { to = cmd.session, header = { "No", "Who", "Since", "By", "Reason" }, rows = rows })
    end
    local who = mud.markup(cmd.lhs)
    local by = cmd.account and cmd.account.key or ""
    local ok, why = mud.bans:add { who = who, reason = cmd.rhs, by = by }
    mud.refuse_if(not ok, "{why}", { why = why })
    mud.log("ban " .. who .. " by " .. by)
    cmd:msg("{who} is banned. @boot ends what is connected; @unban lifts it.", { who = who })
  end,
}
