local mud = require("mud")

return mud.command {
  key = "@unban",
  category = "admin",
  locks = "cmd:perm(Admin)",
  help = [[Lift a ban, by its number in the list of @ban or by what is banned.

  @unban <number>
  @unban <account or address>]],
  run = function(cmd)
    local what = mud.markup(cmd.args):trim()
    mud.refuse_if(what == "", "Usage: @unban <number in the list of @ban, or account or address>")
    local n = tonumber(what) or 0
    for i, b in ipairs(mud.bans:all()) do
      if (b.name .. b.address):lower() == what:lower() then n = i end
    end
    mud.refuse_if(n == 0, "There is no ban '{what}'. @ban lists them.", { what = what })
    local ok, why = mud.bans:remove(n)
    mud.refuse_if(not ok, "{why}", { why = why })
    mud.log("unban " .. what .. " by " .. (cmd.account and cmd.account.key or "?"))
    cmd:msg("The ban is lifted.")
  end,
}
